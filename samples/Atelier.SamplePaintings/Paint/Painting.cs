namespace Atelier.SamplePaintings.Paint;

/// <summary>A picture: what is where, which way the brush goes there, and how it is worked up.</summary>
internal abstract class Painting(string name, int width, int height, int seed)
{
    /// <summary>The name of its file.</summary>
    public string Name { get; } = name;

    /// <summary>The width in pixels.</summary>
    public int Width { get; } = width;

    /// <summary>The height in pixels.</summary>
    public int Height { get; } = height;

    /// <summary>The seed of everything that chance decides.</summary>
    public int Seed { get; } = seed;

    /// <summary>The colour of the primed canvas.</summary>
    protected abstract Lab Ground { get; }

    /// <summary>How the finished picture is lit.</summary>
    protected virtual RakingLight Light { get; } = new();

    /// <summary>The colour that the composition has at a place.</summary>
    public abstract Lab ColourAt(float x, float y);

    /// <summary>The direction of strokes at a place, in radians.</summary>
    public abstract float AngleAt(float x, float y);

    /// <summary>Paints the picture and returns its sRGB bytes.</summary>
    public byte[] Render()
    {
        var random = new Random(Seed);
        var canvas = new Canvas(Width, Height, Ground, Seed);
        Paint(canvas, new LayerPainter(this, canvas, random), random);
        return Light.Photograph(canvas);
    }

    /// <summary>Works the picture up, layer by layer.</summary>
    protected abstract void Paint(Canvas canvas, LayerPainter painter, Random random);
}
