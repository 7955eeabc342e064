using Atelier.SamplePaintings.Paint;

namespace Atelier.SamplePaintings.Paintings;

/// <summary>A river on a bright afternoon in dots of pure colour, which only the eye mixes.</summary>
internal sealed class Pointillist() : Painting("pointillist", 768, 620, seed: 59)
{
    private const float Shore = 300;

    private static readonly Palette Tubes = new(
        "fff7dc", "ffe14d", "f9b233", "f07f2e", "d8402f", "b02a5b", "7a3f9a", "4a3f9f", "2a55b5", "3f8fd0", "8fcbe6", "2f9f8f", "2f8a45",
        "8fc23f", "d3dd6a", "15305f", "1f4f3a", "f3b6b0", "d9a0d0", "5a2a4a");

    private static readonly Palette Sky = new("3f7fcf", "6fa8dc", "8fc4e6", "b9c9e6", "e0b9c9");
    private static readonly Palette Leaves = new("182f5a", "1f5a3f", "3a8a3f", "86b53a", "dcd85a");
    private static readonly Palette River = new("2a4f9f", "4a86c4", "8fc0da", "e3e6d6", "f9dcae");
    private static readonly Palette Grass = new("3f7a35", "86b03a", "c9d050", "f2df6a", "a8c04a");

    private static readonly (float X, float Y, float Size)[] Crowns =
        [(60, 90, 105), (150, 150, 80), (20, 210, 70), (705, 70, 100), (640, 130, 58), (745, 180, 66)];

    private static readonly (float X, float Size)[] Sails = [(285, 96), (375, 56), (520, 124), (450, 40), (600, 50)];

    private readonly Noise _noise = new(27);

    protected override Lab Ground => Lab.FromHex("efe2c4");

    protected override RakingLight Light { get; } = new(Relief: 0.3f, Gloss: 0.05f, Cloth: 0.35f);

    public override Lab ColourAt(float x, float y) =>
        TreeAt(x, y) is { } tree ? tree
        : y > Bank(x) ? BankColour(x, y)
        : SailAt(x, y, Shore) is { } sail ? sail
        : y > Shore ? RiverColour(x, y)
        : y > FarTrees(x) ? Lab.Lerp(Leaves.At(0.35f + (0.4f * _noise.Octaves(x / 16, y / 14, 2))), Lab.FromHex("5f7fc0"), 0.4f)
        : SkyColour(x, y);

    public override float AngleAt(float x, float y) => y > Shore && y < Bank(x) ? 0 : 6 * _noise.At(x / 20, y / 20);

    protected override void Paint(Canvas canvas, LayerPainter painter, Random random)
    {
        var dot = new Layer
        {
            Spacing = 9,
            Width = (10, 14),
            Length = (0.5f, 1.5f),
            Hue = 0.2f,
            Strength = 0.2f,
            Edge = 1,
            Tubes = Tubes,
            TubeSpread = 0.16f,
            Brush = new() { Round = true, Dryness = 0.1f, Impasto = 1.1f, Wetness = 0, Grain = 0.02f },
        };
        painter.Paint(dot);
        var thick = dot with { Accents = 0.05f, Brush = dot.Brush with { Impasto = 1.8f } };
        painter.Paint(thick with { Spacing = 6.4f, Width = (7, 9.5f), TubeSpread = 0.2f });
        painter.Paint(thick with { Spacing = 6.4f, Width = (5, 7.5f), TubeSpread = 0.17f });
        painter.Paint(thick with { Spacing = 10, Width = (3.5f, 5), TubeSpread = 0.24f });
    }

    private static float Bank(float x) =>
        470 - (70 * Shape.Step(150, 700, x)) + (14 * MathF.Sin(x / 70)) + (120 * Shape.Step(420, 0, x) * Shape.Step(0, 420, x));

    private static float FarTrees(float x) => Shore - 46 - (20 * MathF.Sin((x / 60) + 1)) - (9 * MathF.Sin(x / 23));

    private static Lab? SailAt(float x, float y, float shore)
    {
        foreach (var (middle, size) in Sails)
        {
            var foot = shore + (size * 0.28f);
            var up = (foot - y) / size;
            var across = (x - middle) / size;
            if (up is > 0.06f and < 1.25f && across > -0.42f * (1 - (up / 1.25f)) && across < 0.3f * (1 - (up / 1.1f)))
            {
                return Lab.FromHex(across > 0.02f ? "fff4d8" : across > -0.03f ? "6b3f7a" : "f6c98f");
            }

            if (up is > -0.07f and <= 0.06f && MathF.Abs(across) < 0.45f + up)
            {
                return Lab.FromHex("8a2f3f");
            }
        }

        return null;
    }

    private Lab? TreeAt(float x, float y)
    {
        foreach (var (crownX, crownY, size) in Crowns)
        {
            var distance = Shape.Distance(x, y, crownX, crownY) / size;
            if (distance < 1 + (0.2f * _noise.Octaves(x / 18, y / 18, 2)))
            {
                var light = 0.4f - (0.3f * ((crownX - x) + (y - crownY)) / size);
                return Leaves.At(light + (0.45f * _noise.Octaves(x / 24, y / 24, 3)));
            }
        }

        var left = Shape.ToLine(x, y, 92, 120, 78 + (8 * MathF.Sin(y / 60)), 520) < 13;
        var right = Shape.ToLine(x, y, 705, 120, 716 + (6 * MathF.Sin(y / 50)), 440) < 11;
        return left || right ? Lab.FromHex(x % 768 > (left ? 84 : 712) ? "b5603f" : "432a6a") : null;
    }

    private Lab SkyColour(float x, float y)
    {
        var cloud = _noise.Octaves(x / 120, y / 55, 3);
        var colour = Sky.At((y / Shore) + (0.12f * cloud));
        return Lab.Lerp(colour, Lab.FromHex("fff3df"), 0.85f * Shape.Step(0.2f, 0.6f, cloud) * Shape.Step(260, 170, y));
    }

    private Lab RiverColour(float x, float y)
    {
        var ripple = _noise.Octaves(x / 60, y / 7, 2);
        var mirrored = (2 * Shore) - y + (5 * ripple);
        if (SailAt(x + (9 * ripple), mirrored + (0.2f * (y - Shore)), Shore - 24) is { } sail && y > Shore + 18)
        {
            return Lab.Lerp(sail, Lab.FromHex("5f8fc4"), 0.35f);
        }

        var trees = Shape.Step(70, 10, y - Shore) * Shape.Step(-0.3f, 0.4f, ripple + 0.3f);
        var colour = River.At(0.55f - (0.25f * (y - Shore) / 200) + (0.5f * ripple));
        return Lab.Lerp(colour, Lab.FromHex("2f6a6a"), 0.65f * trees);
    }

    private Lab BankColour(float x, float y)
    {
        var patch = _noise.Octaves(x / 80, y / 26, 3);
        var colour = Grass.At(0.55f + (0.5f * patch));
        var shade = Shape.Step(0.05f, 0.3f, _noise.Octaves((x / 130) + 7, y / 34, 2) + (0.5f * Shape.Bell(x - 80, 170)) - 0.1f);
        var flowers = Shape.Step(0.55f, 0.7f, _noise.At(x / 9, y / 9) * Shape.Step(470, 560, y));
        return Lab.Lerp(Lab.Lerp(colour, Lab.FromHex("2a4a86"), 0.75f * shade), Lab.FromHex("e8506a"), flowers);
    }
}
