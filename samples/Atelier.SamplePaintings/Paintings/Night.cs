using Atelier.SamplePaintings.Paint;

namespace Atelier.SamplePaintings.Paintings;

/// <summary>A whirling sky with glowing lights over dark hills, in long curved strokes.</summary>
internal sealed class Night() : Painting("night", 768, 640, seed: 11)
{
    private static readonly Palette Sky = new(
        "0b1038", "141f66", "1d3f96", "2a63b5", "6aa9cf", "2f57ae", "2a2170", "1c4f8f", "3f9ab5", "cfe0b8");
    private static readonly Palette Glow = new("fffbe0", "ffe680", "fcc23c", "f09a2c", "f3cf5a", "bcd69a", "6fb0bd");
    private static readonly Palette Hills = new("070b22", "10243f", "17424f", "2f6f62", "0c1838", "3a4a86", "5f7fb8");

    private static readonly (float X, float Y, float Radius)[] Orbs =
        [(150, 150, 46), (352, 78, 24), (520, 210, 62), (690, 90, 30), (660, 330, 20), (285, 295, 22), (60, 340, 18)];

    private readonly Noise _noise = new(3);
    private readonly FlowField _sky = Winds();

    protected override Lab Ground => Lab.FromHex("22305e");

    public override Lab ColourAt(float x, float y)
    {
        var ridge = Ridge(x, y);
        return ridge > 0 ? HillColour(x, y, ridge) : SkyColour(x, y);
    }

    public override float AngleAt(float x, float y)
    {
        var ridge = Ridge(x, y);
        if (ridge > 0)
        {
            return MathF.Atan2(Crest(ridge, x + 6) - Crest(ridge, x - 6), 12) + (0.5f * _noise.At(x / 60, y / 25));
        }

        // Near a light the strokes circle it exactly, whatever the winds around it do.
        var (sin, cos) = MathF.SinCos(_sky.Angle(x, y));
        foreach (var (orbX, orbY, radius) in Orbs)
        {
            var distance = Shape.Distance(x, y, orbX, orbY) + 0.01f;
            var hold = 1 - Shape.Step(1.3f, 2.3f, distance / radius);
            cos += hold * (((orbY - y) / distance) - cos);
            sin += hold * (((x - orbX) / distance) - sin);
        }

        return MathF.Atan2(sin, cos);
    }

    protected override void Paint(Canvas canvas, LayerPainter painter, Random random)
    {
        painter.Paint(new()
        {
            Spacing = 16,
            Width = (26, 38),
            Length = (60, 160),
            Edge = 0.3f,
            Accents = 0.02f,
            Brush = new() { Impasto = 1.2f, Dryness = 0.3f },
        });
        painter.Paint(new()
        {
            Spacing = 10,
            Width = (13, 20),
            Length = (45, 130),
            Edge = 0.2f,
            Accents = 0.03f,
            Lightness = 0.07f,
            Brush = new() { Impasto = 1.6f, Dryness = 0.6f, Grain = 0.06f },
        });
        painter.Paint(new()
        {
            Spacing = 11,
            Width = (8, 12),
            Length = (28, 80),
            Edge = 0.14f,
            Accents = 0.03f,
            Lightness = 0.09f,
            Brush = new() { Impasto = 1.9f, Dryness = 0.7f, Grain = 0.07f, Wetness = 0.15f },
        });
        painter.Paint(new()
        {
            Spacing = 17,
            Width = (4, 6.5f),
            Length = (18, 60),
            Edge = 0.12f,
            Lightness = 0.12f,
            Accents = 0.02f,
            Brush = new() { Impasto = 2.2f, Dryness = 0.5f, Wetness = 0.1f },
        });
    }

    private static FlowField Winds()
    {
        var winds = new FlowField(5).Drift(1, 0.08f).Turbulence(150, 0.9f).Turbulence(60, 0.25f)
            .Vortex(400, 330, 60, -2.4f).Vortex(250, 190, 52, 2.2f).Vortex(620, 400, 46, 1.8f);
        foreach (var (x, y, radius) in Orbs)
        {
            winds.Vortex(x, y, radius * 0.95f, 3.2f);
        }

        return winds;
    }

    private static float Crest(float ridge, float x) => ridge switch
    {
        1 => 470 + (38 * MathF.Sin((x / 95) + 1)) + (16 * MathF.Sin(x / 37)),
        2 => 525 + (34 * MathF.Sin((x / 120) + 3.4f)) + (8 * MathF.Sin(x / 31)),
        _ => 590 + (30 * MathF.Sin((x / 150) + 0.3f)),
    };

    private static float Ridge(float x, float y)
    {
        for (var ridge = 3; ridge > 0; ridge--)
        {
            if (y > Crest(ridge, x))
            {
                return ridge;
            }
        }

        return 0;
    }

    private Lab SkyColour(float x, float y)
    {
        var stream = _sky.Stream(x, y);
        var bands = 0.5f
            + (0.42f * MathF.Sin(stream / 13)) + (0.1f * MathF.Sin(stream / 4.7f)) + (0.22f * _noise.Octaves(x / 90, y / 90, 3));
        var colour = Sky.At(bands);
        foreach (var (orbX, orbY, radius) in Orbs)
        {
            var distance = Shape.Distance(x, y, orbX, orbY) / radius;
            var rings = distance + (0.1f * MathF.Sin(distance * 9));
            colour = Lab.Lerp(colour, Glow.At(rings / 1.9f), 1 - Shape.Step(0.9f, 1.9f, distance));
        }

        return colour;
    }

    private Lab HillColour(float x, float y, float ridge)
    {
        var depth = y - Crest(ridge, x);
        var folds = 0.42f + (0.3f * MathF.Sin((depth / 7) + (3 * _noise.At(x / 80, y / 50)))) + (0.45f * _noise.Octaves(x / 60, y / 30, 2));
        var colour = Lab.Lerp(Hills.At(folds + (0.1f * (2 - ridge))), Lab.FromHex("5a86b8"), 0.7f * Shape.Bell(depth, 7));

        // The lights above warm the slopes that lie below them.
        var patches = Shape.Step(0.15f, 0.75f, _noise.Octaves(x / 38, depth / 10, 2) + 0.25f);
        var warmth = patches * Orbs.Sum(orb => orb.Radius / 62 * Shape.Bell(x - orb.X + (0.2f * depth), 70));
        return Lab.Lerp(colour, Lab.FromHex(ridge > 2 ? "b9752f" : "e0a83f"), 0.75f * Math.Min(1, warmth) * Shape.Step(110, 0, depth));
    }
}
