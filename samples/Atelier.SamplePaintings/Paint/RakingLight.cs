namespace Atelier.SamplePaintings.Paint;

/// <summary>Lights the relief of the paint from the upper left, which is what makes strokes look thick.</summary>
/// <param name="Relief">How strongly slopes show.</param>
/// <param name="Gloss">How strongly wet ridges shine.</param>
/// <param name="Cloth">How far the weave shows through thin paint.</param>
internal sealed record RakingLight(float Relief = 0.34f, float Gloss = 0.1f, float Cloth = 0.22f)
{
    /// <summary>The picture as sRGB bytes, row by row.</summary>
    public byte[] Photograph(Canvas canvas)
    {
        var (width, height) = (canvas.Width, canvas.Height);
        var surface = Surface(canvas);
        var bytes = new byte[3 * width * height];
        for (var y = 0; y < height; y++)
        {
            var (above, below) = (Math.Max(y - 1, 0) * width, Math.Min(y + 1, height - 1) * width);
            for (var x = 0; x < width; x++)
            {
                var (left, right) = (Math.Max(x - 1, 0), Math.Min(x + 1, width - 1));
                var slopeX = surface[(y * width) + right] - surface[(y * width) + left];
                var slopeY = surface[below + x] - surface[above + x];
                var facing = (0.62f * slopeX) + (0.78f * slopeY);
                var light = Relief * facing / (1 + MathF.Abs(facing));
                var shine = Gloss * Shape.Step(0.35f, 1.3f, facing);
                var colour = canvas.Colour[(y * width) + x];
                var lit = new Lab((colour.L * (1 + light)) + shine, colour.A * (1 - shine), colour.B * (1 - shine));
                (bytes[3 * ((y * width) + x)], bytes[(3 * ((y * width) + x)) + 1], bytes[(3 * ((y * width) + x)) + 2]) = lit.ToBytes();
            }
        }

        return bytes;
    }

    private float[] Surface(Canvas canvas)
    {
        var surface = new float[canvas.Thickness.Length];
        for (var i = 0; i < surface.Length; i++)
        {
            surface[i] = canvas.Thickness[i] + (Cloth * canvas.Tooth[i] / (1 + canvas.Thickness[i]));
        }

        return surface;
    }
}
