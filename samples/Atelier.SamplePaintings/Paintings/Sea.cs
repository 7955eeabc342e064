using Atelier.SamplePaintings.Paint;

namespace Atelier.SamplePaintings.Paintings;

/// <summary>A storm at sea with the light breaking through: soft paint, scumbled wet into wet.</summary>
internal sealed class Sea() : Painting("sea", 768, 600, seed: 31)
{
    private const float LightX = 455;
    private const float LightY = 215;

    private static readonly Palette Air = new("fff4cf", "fbd98a", "e9b45c", "c69a6a", "9a9284", "6f7f86", "4b5d6b", "34434f", "2a3440");
    private static readonly Palette Water = new("f4efd8", "c9d3b4", "86a58a", "4f7f72", "2f5a58", "23424a", "1a2f3a", "142029");

    private static readonly (float Base, float Height, float Length, float Phase)[] Waves =
        [(345, 8, 120, 0.2f), (368, 16, 170, 2.1f), (402, 30, 260, 4.4f), (448, 48, 330, 1.2f), (520, 56, 430, 3.6f), (588, 40, 380, 5.6f)];

    private readonly Noise _noise = new(12);
    private readonly FlowField _air = new FlowField(14).Drift(0.9f, -0.35f).Vortex(LightX, LightY, 110, 2.8f)
        .Vortex(150, 130, 110, -1.1f).Turbulence(190, 0.8f).Turbulence(70, 0.25f);

    protected override Lab Ground => Lab.FromHex("8a7a60");

    protected override RakingLight Light { get; } = new(Relief: 0.24f, Gloss: 0.06f, Cloth: 0.4f);

    public override Lab ColourAt(float x, float y) => Wave(x, y) is var wave && wave >= 0 ? WaterColour(wave, x, y) : AirColour(x, y);

    public override float AngleAt(float x, float y)
    {
        var wave = Wave(x, y);
        if (wave < 0)
        {
            return _air.Angle(x, y);
        }

        // Near the crest strokes run along it; on the face they sweep down and curl.
        var slope = MathF.Atan2(Crest(wave, x + 4) - Crest(wave, x - 4), 8);
        var face = Shape.Step(4, 50, y - Crest(wave, x));
        return slope + (face * 0.55f) + (0.6f * face * _noise.At(x / 70, y / 35));
    }

    protected override void Paint(Canvas canvas, LayerPainter painter, Random random)
    {
        painter.Paint(new()
        {
            Spacing = 20,
            Width = (36, 60),
            Length = (60, 160),
            Edge = 0.35f,
            Hue = 0.25f,
            Brush = new() { Opacity = 0.8f, Dryness = 0.5f, Wetness = 0.4f, Impasto = 0.8f },
        });
        painter.Paint(new()
        {
            Spacing = 14,
            Width = (20, 34),
            Length = (30, 100),
            Edge = 0.24f,
            Lightness = 0.06f,
            Hue = 0.35f,
            Brush = new() { Opacity = 0.7f, Dryness = 0.85f, Wetness = 0.35f, Grain = 0.07f, Impasto = 1.2f },
        });
        painter.Paint(new()
        {
            Spacing = 11,
            Width = (10, 18),
            Length = (20, 70),
            Edge = 0.17f,
            Lightness = 0.08f,
            Hue = 0.4f,
            Accents = 0.02f,
            Brush = new() { Opacity = 0.75f, Dryness = 0.9f, Wetness = 0.3f, Grain = 0.08f, Impasto = 1.6f },
        });
        painter.Paint(new()
        {
            Spacing = 11,
            Width = (4, 8),
            Length = (12, 46),
            Edge = 0.12f,
            Lightness = 0.09f,
            Hue = 0.4f,
            Where = (x, y) => Wave(x, y) >= 0 ? 1 : 0.4f,
            Brush = new() { Opacity = 0.85f, Dryness = 0.7f, Wetness = 0.2f, Grain = 0.08f, Impasto = 2 },
        });
        PaintShip(painter);
        PaintSpray(painter, random);
    }

    private static float Crest(int wave, float x)
    {
        // Sharp tops and wide troughs, as steep waves have.
        var (level, height, length, phase) = Waves[wave];
        var turn = (x / length * 2 * MathF.PI) + phase;
        var swell = MathF.Sin(turn + (0.5f * MathF.Sin(turn)));
        var peak = 1 - (2 * MathF.Pow(MathF.Abs(MathF.Sin(turn / 2)), 0.8f));
        return level - (height * ((0.45f * swell) + (0.75f * peak)));
    }

    private static int Wave(float x, float y)
    {
        for (var wave = Waves.Length - 1; wave >= 0; wave--)
        {
            if (y > Crest(wave, x))
            {
                return wave;
            }
        }

        return -1;
    }

    private static void PaintShip(LayerPainter painter)
    {
        var (dark, brown) = (Lab.FromHex("1d1a20"), Lab.FromHex("4a3222"));
        void Line(float width, params (float X, float Y)[] path) =>
            painter.Strokes.Paint(path, new() { Width = width, Dryness = 0.3f, Impasto = 1.4f, Wetness = 0.1f }, dark, brown);

        Line(13, (268, 349), (285, 357), (310, 361), (332, 354));
        Line(3, (283, 352), (271, 272));
        Line(3, (305, 356), (298, 258));
        Line(2.5f, (322, 352), (321, 288));
        Line(2.5f, (268, 349), (246, 336));
        foreach (var (x, y, size) in new[] { (275f, 296f, 15f), (277, 316, 18), (300, 282, 17), (302, 305, 21), (321, 303, 13) })
        {
            var sail = new Brush { Width = 14, Dryness = 0.5f, Wetness = 0.1f };
            painter.Strokes.Paint([(x - size, y - 3), (x, y), (x + size, y + 6)], sail, Lab.FromHex("a8875f"), Lab.FromHex("efd9a8"));
        }
    }

    private void PaintSpray(LayerPainter painter, Random random)
    {
        foreach (var (x, y) in painter.Places(7))
        {
            var wave = random.Next(1, Waves.Length);
            var above = Crest(wave, x) - y;
            var peaked = Shape.Step(0.25f, 1, (Waves[wave].Base - Crest(wave, x)) / Waves[wave].Height);
            if (!random.Happens(0.75f * peaked * Shape.Bell(above - 3, 5 + (Waves[wave].Height * 0.22f))))
            {
                continue;
            }

            var (reach, angle) = (random.Between(4, 16), AngleAt(x, y) + random.Spread(0.8f));
            var end = (x + (reach * MathF.Cos(angle)), y + (reach * MathF.Sin(angle)));
            var brush = new Brush { Width = random.Between(2.5f, 8), Dryness = 0.8f, Impasto = 2.6f, Wetness = 0.1f, Opacity = 0.9f };
            painter.Strokes.Paint([(x, y), end], brush, Lab.FromHex("fbf6e4").Vary(random.Spread(0.06f)), Lab.FromHex("bcd0c4"));
        }
    }

    private Lab AirColour(float x, float y)
    {
        var distance = Shape.Distance(x, y * 1.25f, LightX, LightY * 1.25f) / 400;
        var billow = _noise.Octaves((x / 120) + (0.8f * _noise.At(x / 75, y / 75)), (y / 85) + (0.8f * _noise.At((y / 75) + 9, x / 75)), 4);
        var bands = 0.1f * MathF.Sin(_air.Stream(x, y) / 17);
        var colour = Air.At((1.02f * distance) - 0.06f + (0.34f * billow * (0.15f + distance)) + (bands * (0.2f + distance)));
        var blue = Shape.Step(0.25f, 0.6f, distance) * Shape.Step(0, 0.9f, _noise.Octaves((x / 150) + 40, y / 110, 2) + (0.3f * distance));
        return Lab.Lerp(colour, Lab.FromHex("5f86a0"), 0.65f * blue);
    }

    private Lab WaterColour(int wave, float x, float y)
    {
        var (_, height, _, _) = Waves[wave];
        var depth = y - Crest(wave, x);
        var ripple = _noise.Octaves(x / (18 + height), (depth / (6 + (height * 0.25f))) + (x / 90), 3);
        var foam = Shape.Bell(depth, 4 + (height * 0.12f)) * Shape.Step(-0.2f, 0.4f, _noise.At(x / 40, wave * 5));
        var colour = Water.At(0.34f + (0.34f * Shape.Step(0, 30 + height, depth)) + (0.3f * ripple) - (0.5f * foam));
        var gold = Shape.Bell(x - LightX - (18 * MathF.Sin(y / 22)), 40 + ((y - 330) * 0.45f)) * Shape.Step(-0.35f, 0.35f, ripple);
        return Lab.Lerp(colour, Lab.FromHex("f3cf7f"), 0.8f * gold * Shape.Step(640, 350, y));
    }
}
