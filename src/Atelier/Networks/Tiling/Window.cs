using static TorchSharp.torch;

namespace Atelier.Networks.Tiling;

/// <summary>A rectangle of a map's places, or of a picture's pixels; bottom and right are the first that no longer belong to it.</summary>
internal readonly record struct Window(long Top, long Left, long Bottom, long Right)
{
    /// <summary>Its height.</summary>
    public long Height => Bottom - Top;

    /// <summary>Its width.</summary>
    public long Width => Right - Left;

    /// <summary>Whether nothing lies in it.</summary>
    public bool IsEmpty => Height <= 0 || Width <= 0;

    /// <summary>All of a map.</summary>
    public static Window Of(long height, long width) => new(0, 0, height, width);

    /// <summary>The rectangle with some places more on each side, as far as the map goes.</summary>
    public Window Grown(long by, long height, long width) =>
        new(Math.Max(0, Top - by), Math.Max(0, Left - by), Math.Min(height, Bottom + by), Math.Min(width, Right + by));

    /// <summary>The same places, counted from another rectangle's first.</summary>
    public Window Within(Window other) => new(Top - other.Top, Left - other.Left, Bottom - other.Top, Right - other.Left);

    /// <summary>The part (…, height, width) of a tensor (…, H, W) that lies in it; a view.</summary>
    public Tensor Of(Tensor map)
    {
        using var scope = NewDisposeScope();
        return map.narrow(-2, Top, Height).narrow(-1, Left, Width).MoveToOuterDisposeScope();
    }
}
