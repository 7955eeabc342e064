namespace Atelier.Imaging;

/// <summary>How the rows of a picture lie, by the orientation tag of EXIF (0x0112), 1 to 8.</summary>
internal sealed class Orientation
{
    private readonly int _tag;
    private readonly int _right;
    private readonly int _bottom;

    private Orientation(int tag, int width, int height) => (_tag, _right, _bottom) = (tag, width - 1, height - 1);

    /// <summary>Whether nothing needs turning.</summary>
    public bool IsUpright => _tag == 1;

    /// <summary>Whether rows are the columns of the upright picture.</summary>
    public bool IsTurned => _tag >= 5;

    /// <summary>The size of the upright picture.</summary>
    public (int Width, int Height) Upright => IsTurned ? (_bottom + 1, _right + 1) : (_right + 1, _bottom + 1);

    /// <summary>The orientation of a picture of a size as stored; any tag but 1 to 8 counts as 1.</summary>
    public static Orientation Of(int tag, int width, int height) => new(tag is < 1 or > 8 ? 1 : tag, width, height);

    /// <summary>The same for a picture of another size.</summary>
    public Orientation At(int width, int height) => new(_tag, width, height);

    /// <summary>The position of a pixel in the upright picture.</summary>
    public (int X, int Y) ToUpright(int x, int y) => _tag switch
    {
        2 => (_right - x, y),
        3 => (_right - x, _bottom - y),
        4 => (x, _bottom - y),
        5 => (y, x),
        6 => (_bottom - y, x),
        7 => (_bottom - y, _right - x),
        8 => (y, _right - x),
        _ => (x, y),
    };
}
