namespace Atelier.SamplePaintings.Paint;

/// <summary>Small functions that compositions are drawn with.</summary>
internal static class Shape
{
    /// <summary>0 before one edge, 1 after the other, smooth between; the edges may be in either order.</summary>
    public static float Step(float from, float to, float value)
    {
        var t = Math.Clamp((value - from) / (to - from), 0, 1);
        return t * t * (3 - (2 * t));
    }

    /// <summary>A bell of height 1 around zero.</summary>
    public static float Bell(float value, float width) => MathF.Exp(-(value * value) / (width * width));

    /// <summary>The distance of two places.</summary>
    public static float Distance(float x, float y, float toX, float toY) => MathF.Sqrt(((x - toX) * (x - toX)) + ((y - toY) * (y - toY)));

    /// <summary>The distance of a place from a line with ends.</summary>
    public static float ToLine(float x, float y, float x0, float y0, float x1, float y1)
    {
        var (dx, dy) = (x1 - x0, y1 - y0);
        var t = Math.Clamp((((x - x0) * dx) + ((y - y0) * dy)) / ((dx * dx) + (dy * dy)), 0, 1);
        return Distance(x, y, x0 + (t * dx), y0 + (t * dy));
    }
}
