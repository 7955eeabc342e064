namespace Atelier.SamplePaintings.Paint;

/// <summary>Smooth noise over the plane, a pure function of place and seed.</summary>
internal sealed class Noise(int seed)
{
    private readonly uint _seed = (uint)seed * 0x9E3779B9u;

    /// <summary>Value noise, −1 to 1, that changes over a distance of about 1.</summary>
    public float At(float x, float y)
    {
        var (left, top) = (MathF.Floor(x), MathF.Floor(y));
        var (column, row) = ((int)left, (int)top);
        var (u, v) = (Ease(x - left), Ease(y - top));
        var upper = Mix(Corner(column, row), Corner(column + 1, row), u);
        var lower = Mix(Corner(column, row + 1), Corner(column + 1, row + 1), u);
        return Mix(upper, lower, v);
    }

    /// <summary>Noise of several sizes on top of each other, about −1 to 1.</summary>
    public float Octaves(float x, float y, int octaves)
    {
        var (sum, weight, total) = (0f, 1f, 0f);
        for (var octave = 0; octave < octaves; octave++)
        {
            sum += weight * At(x + (octave * 17.3f), y - (octave * 9.1f));
            total += weight;
            weight *= 0.5f;
            x *= 2.03f;
            y *= 2.03f;
        }

        return 1.4f * sum / total;
    }

    private static float Ease(float t) => t * t * t * ((t * ((t * 6) - 15)) + 10);

    private static float Mix(float from, float to, float t) => from + ((to - from) * t);

    private float Corner(int x, int y)
    {
        unchecked
        {
            var hash = _seed ^ ((uint)x * 0x85EBCA6Bu) ^ ((uint)y * 0xC2B2AE35u);
            hash = (hash ^ (hash >> 15)) * 0x2C1B3C6Du;
            hash = (hash ^ (hash >> 12)) * 0x297A2D39u;
            return ((hash ^ (hash >> 15)) / 2147483648f) - 1;
        }
    }
}
