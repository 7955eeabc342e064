namespace Atelier.SamplePaintings.Paint;

/// <summary>What the hairs of one brush do in one stroke: no two carry the same paint, start or leave at the same place.</summary>
internal sealed class Bristles
{
    private readonly float[] _tone;
    private readonly float[] _second;
    private readonly float[] _load;
    private readonly float[] _start;
    private readonly float[] _end;

    /// <summary>Loads a brush.</summary>
    public Bristles(float width, Random random)
    {
        var count = Math.Max(4, (int)(width / 1.4f)) + 2;
        _tone = Row(count, random, 0.35f);
        _second = Row(count, random, 0.72f);
        _load = Row(count, random, 0.3f);
        _start = Row(count, random, 0.4f);
        _end = Row(count, random, 0.4f);
    }

    /// <summary>How many hairs lie beside each other.</summary>
    public int Count => _tone.Length;

    /// <summary>The hairs at a place across the stroke, −1 to 1; each value −1 to 1.</summary>
    public (float Tone, float Second, float Load, float Start, float End) At(float across)
    {
        var place = (Math.Clamp(across, -1, 1) + 1) / 2 * (Count - 1);
        var index = Math.Min((int)place, Count - 2);
        var t = place - index;
        return (Mix(_tone, index, t), Mix(_second, index, t), Mix(_load, index, t), Mix(_start, index, t), Mix(_end, index, t));
    }

    private static float Mix(float[] row, int index, float t) => row[index] + ((row[index + 1] - row[index]) * t);

    // Neighbouring hairs cling together: each follows the last one by so much.
    private static float[] Row(int count, Random random, float clinging)
    {
        var row = new float[count];
        var last = random.Between(-1, 1);
        for (var i = 0; i < count; i++)
        {
            last = (clinging * last) + ((1 - clinging) * random.Between(-1, 1) * 1.5f);
            row[i] = Math.Clamp(last, -1, 1);
        }

        return row;
    }
}
