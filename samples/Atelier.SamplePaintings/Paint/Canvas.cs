namespace Atelier.SamplePaintings.Paint;

/// <summary>What a picture is painted on: the colour and the thickness of the paint at each pixel, over woven cloth.</summary>
internal sealed class Canvas
{
    private readonly Noise _fibres;

    /// <summary>A primed canvas.</summary>
    public Canvas(int width, int height, Lab ground, int seed)
    {
        (Width, Height) = (width, height);
        Colour = new Lab[width * height];
        Thickness = new float[width * height];
        Tooth = new float[width * height];
        _fibres = new Noise(seed);
        Array.Fill(Colour, ground);
        Weave();
    }

    /// <summary>The width in pixels.</summary>
    public int Width { get; }

    /// <summary>The height in pixels.</summary>
    public int Height { get; }

    /// <summary>The colours, row by row.</summary>
    public Lab[] Colour { get; }

    /// <summary>How thick the paint lies, in pixels, row by row.</summary>
    public float[] Thickness { get; }

    /// <summary>The relief of the cloth, −1 to 1, row by row: a dry brush catches only what stands up.</summary>
    public float[] Tooth { get; }

    /// <summary>The colour at a place, or at the border nearest to it.</summary>
    public Lab ColourAt(float x, float y)
    {
        var column = Math.Clamp((int)x, 0, Width - 1);
        var row = Math.Clamp((int)y, 0, Height - 1);
        return Colour[(row * Width) + column];
    }

    private void Weave()
    {
        const float Thread = 3.1f;
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var warp = MathF.Sin((x + (1.2f * _fibres.At(x / 40f, y / 9f))) * MathF.PI / Thread);
                var weft = MathF.Sin((y + (1.2f * _fibres.At(x / 9f, y / 40f))) * MathF.PI / Thread);
                Tooth[(y * Width) + x] = (0.6f * warp * weft) + (0.4f * _fibres.At(x / 1.7f, y / 1.7f));
            }
        }
    }
}
