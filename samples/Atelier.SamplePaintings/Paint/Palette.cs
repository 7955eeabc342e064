namespace Atelier.SamplePaintings.Paint;

/// <summary>Colours in order, read as a ramp or as a box of tubes.</summary>
internal sealed class Palette(params string[] colours)
{
    private readonly Lab[] _colours = [.. colours.Select(Lab.FromHex)];

    /// <summary>One of the colours as it comes from the tube.</summary>
    public Lab this[int index] => _colours[index];

    /// <summary>The colour at a place of the ramp, 0 to 1.</summary>
    public Lab At(float t)
    {
        var place = Math.Clamp(t, 0, 1) * (_colours.Length - 1);
        var index = Math.Min((int)place, _colours.Length - 2);
        return Lab.Lerp(_colours[index], _colours[index + 1], place - index);
    }

    /// <summary>The colour nearest to a target that has been moved by chance, so that a crowd of picks averages to the target.</summary>
    public Lab PickNear(Lab target, float spread, Random random)
    {
        var moved = new Lab(target.L + random.Spread(spread), target.A + random.Spread(spread), target.B + random.Spread(spread));
        return _colours.MinBy(colour => Lab.Distance(colour, moved));
    }
}
