using Atelier.SamplePaintings.Paint;

namespace Atelier.SamplePaintings.Paintings;

/// <summary>Mountains, mist and pines in ink on fibrous paper, with a red sun.</summary>
internal sealed class Ink() : Painting("ink", 768, 640, seed: 71)
{
    private static readonly Palette Wash = new("f1e6cd", "d9cfbb", "a9a59c", "6f7176", "3d4048", "17181d");

    private readonly Noise _noise = new(41);

    protected override Lab Ground => Lab.FromHex("efe3c8");

    protected override RakingLight Light { get; } = new(Relief: 0.16f, Gloss: 0, Cloth: 0.35f);

    public override Lab ColourAt(float x, float y)
    {
        var ridge = Ridge(x, y);
        if (ridge < 0)
        {
            var mist = 0.12f + (0.2f * _noise.Octaves(x / 190, y / 40, 4));
            var sun = Shape.Distance(x, y, 560, 130);
            return sun < 52
                ? Lab.FromHex("c23a26").Vary(0.07f * _noise.Octaves(x / 16, y / 16, 2))
                : Wash.At(mist + (0.2f * Shape.Step(150, 0, y)));
        }

        // Each range is black at its edge, fades into mist below, and is creased by gullies.
        var depth = y - Crest(ridge, x);
        var gullies = _noise.Octaves((x + (depth * 0.5f * _noise.At(x / 60, ridge))) / 17, depth / 70, 3);
        var tone = 0.2f + (0.15f * ridge) + (0.6f * gullies) + (0.38f * Shape.Bell(depth, 16)) - (0.42f * Shape.Step(20, 130, depth));
        return Wash.At(tone + (0.05f * ridge));
    }

    public override float AngleAt(float x, float y)
    {
        var ridge = Ridge(x, y);
        if (ridge < 0)
        {
            return 0.5f * _noise.At(x / 140, y / 60);
        }

        var slope = Crest(ridge, x + 8) - Crest(ridge, x - 8);
        var depth = y - Crest(ridge, x);
        var down = slope > 0 ? 1.05f : 2.1f;
        return depth < 9 ? MathF.Atan2(slope, 16) : down + (0.6f * _noise.At(x / 40, y / 40));
    }

    protected override void Paint(Canvas canvas, LayerPainter painter, Random random)
    {
        painter.Paint(new()
        {
            Spacing = 15,
            Width = (26, 46),
            Length = (40, 130),
            Edge = 0.3f,
            Lightness = 0.04f,
            Strength = 0.3f,
            Brush = new() { Opacity = 0.5f, Dryness = 0.6f, Wetness = 0.3f, Impasto = 0.3f, Grain = 0.06f },
        });
        painter.Paint(new()
        {
            Spacing = 9,
            Width = (9, 18),
            Length = (24, 80),
            Edge = 0.2f,
            Lightness = 0.07f,
            Brush = new() { Opacity = 0.6f, Dryness = 0.95f, Wetness = 0.2f, Impasto = 0.4f, Grain = 0.09f },
        });
        painter.Paint(new()
        {
            Spacing = 8,
            Width = (3, 7),
            Length = (12, 50),
            Edge = 0.15f,
            Lightness = 0.1f,
            Brush = new() { Opacity = 0.8f, Dryness = 0.9f, Wetness = 0.1f, Impasto = 0.5f, Grain = 0.1f },
            Where = (x, y) => Ridge(x, y) >= 0 ? 0.9f : 0.3f,
        });
        for (var pine = 0; pine < 46; pine++)
        {
            var ridge = 1 + (pine % 4);
            var x = random.Between(0, Width);
            PaintPine(painter, random, x, Crest(ridge, x) + random.Between(2, 26), 14 + (9 * ridge) + random.Spread(10), ridge);
        }
    }

    private static void PaintPine(LayerPainter painter, Random random, float x, float y, float size, int ridge)
    {
        var ink = Lab.FromHex("121318").Vary(0.3f - (0.075f * ridge));
        var pale = ink.Vary(0.22f);
        var lean = random.Spread(0.25f) * size;
        var width = Math.Max(2.2f, size * 0.09f);
        var brush = new Brush { Width = width, Dryness = 0.7f, Impasto = 0.5f, Wetness = 0.05f, Opacity = 0.9f, Grain = 0.08f };
        painter.Strokes.Paint([(x, y), (x + (lean * 0.3f), y - (size * 0.5f)), (x + lean, y - size)], brush, ink, pale);
        for (var tier = 0; tier < 9; tier++)
        {
            var up = 0.2f + (0.09f * tier);
            var (trunkX, trunkY, reach) = (x + (lean * up), y - (size * up), size * (0.44f - (0.4f * up)) * random.Between(0.6f, 1.2f));
            foreach (var side in new[] { -1, 1 })
            {
                var needle = brush with { Width = Math.Max(2.5f, size * random.Between(0.07f, 0.14f)), Dryness = 0.95f };
                var droop = reach * random.Between(0.2f, 0.75f);
                var tip = (trunkX + (side * reach * random.Between(0.9f, 1.3f)), trunkY + droop);
                var bend = (trunkX + (side * reach * 0.6f), trunkY - (reach * 0.05f));
                painter.Strokes.Paint([(trunkX, trunkY), bend, tip], needle, ink, pale);
            }
        }
    }

    private static int Ridge(float x, float y)
    {
        for (var ridge = 4; ridge >= 0; ridge--)
        {
            if (y > Crest(ridge, x))
            {
                return ridge;
            }
        }

        return -1;
    }

    private static float Crest(int ridge, float x)
    {
        var (level, height, length, phase) = ridge switch
        {
            0 => (215f, 95f, 150f, 0.7f),
            1 => (300, 110, 210, 3.1f),
            2 => (390, 90, 260, 5.2f),
            3 => (480, 80, 330, 1.6f),
            _ => (590, 70, 400, 4.2f),
        };
        var turn = (x / length * 2) + phase;
        var peaks = 1 - MathF.Abs(MathF.Sin(turn)) - (0.35f * MathF.Abs(MathF.Sin((turn * 2.7f) + 1)));
        return level - (height * peaks) - (5 * MathF.Sin(x / 9)) - (4 * MathF.Sin((x / 5.3f) + ridge));
    }
}
