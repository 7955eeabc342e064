namespace Atelier.SamplePaintings.Paint;

/// <summary>
/// A flow without sources: it follows the level lines of a stream function, which is a sum of drifts, vortices and noise.
/// Colours chosen by <see cref="Stream"/> therefore run along the strokes.
/// </summary>
internal sealed class FlowField(int seed)
{
    private readonly Noise _noise = new(seed);
    private readonly List<(float X, float Y, float Radius, float Strength)> _vortices = [];
    private readonly List<(float Scale, float Strength)> _turbulence = [];
    private float _driftX;
    private float _driftY;

    /// <summary>A steady flow in one direction.</summary>
    public FlowField Drift(float x, float y)
    {
        (_driftX, _driftY) = (x, y);
        return this;
    }

    /// <summary>A whirl; a negative strength turns the other way.</summary>
    public FlowField Vortex(float x, float y, float radius, float strength)
    {
        _vortices.Add((x, y, radius, strength));
        return this;
    }

    /// <summary>Curl noise of a size in pixels.</summary>
    public FlowField Turbulence(float scale, float strength)
    {
        _turbulence.Add((scale, strength));
        return this;
    }

    /// <summary>The stream function, in pixels of drift.</summary>
    public float Stream(float x, float y)
    {
        var stream = (_driftX * y) - (_driftY * x);
        foreach (var (vortexX, vortexY, radius, strength) in _vortices)
        {
            var distance = Shape.Distance(x, y, vortexX, vortexY) / radius;
            stream += strength * radius * MathF.Exp(-0.5f * distance * distance);
        }

        foreach (var (scale, strength) in _turbulence)
        {
            stream += strength * scale * _noise.At(x / scale, y / scale);
        }

        return stream;
    }

    /// <summary>The direction of the flow, in radians.</summary>
    public float Angle(float x, float y)
    {
        const float Near = 1.5f;
        var alongX = Stream(x, y + Near) - Stream(x, y - Near);
        var alongY = Stream(x - Near, y) - Stream(x + Near, y);
        return MathF.Atan2(alongY, alongX);
    }
}
