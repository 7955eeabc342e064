using Atelier.SamplePaintings.Paint;

namespace Atelier.SamplePaintings.Paintings;

/// <summary>Fields in late summer: ochre, green and violet, in short thick strokes that follow the furrows.</summary>
internal sealed class Harvest() : Painting("harvest", 768, 640, seed: 23)
{
    private const float Horizon = 225;
    private const float VanishX = 520;

    private static readonly Palette Sky = new("2f8fa8", "5fb5b5", "a9d6b8", "f3e6a8", "f0b98a", "b594c4", "5f8fc9", "3a9ab0");
    private static readonly Palette Wheat = new("6a3a1c", "a8621c", "d9942a", "eebc42", "f4d674", "c9762a");
    private static readonly Palette Meadow = new("1f4a35", "3f7a3c", "7aa23f", "b9c455", "2f6a5c", "8fb04a");
    private static readonly Palette Plough = new("4a2f5c", "6d4a86", "9a6f9a", "c58f8a", "7b4a52", "5a4a9a");
    private static readonly Palette Hill = new("3d4a8a", "5a6fae", "7f86bd", "8fb0b5", "4f6a9a");
    private static readonly Palette Tree = new("16352c", "245a3a", "4a7f35", "93a83c", "2c3f6b");
    private static readonly Palette Stack = new("3f2a5c", "7a3f4a", "c4701f", "e3a030", "f3c95a", "fbe08f");

    private static readonly (float X, float Y, float Size)[] Stacks =
        [(170, 430, 88), (360, 330, 46), (640, 400, 62), (250, 275, 22), (470, 268, 18)];
    private static readonly (float X, float Y, float Size)[] Trees =
        [(40, 205, 44), (98, 215, 32), (700, 196, 52), (752, 212, 40), (640, 218, 26), (330, 222, 16), (362, 224, 12), (150, 222, 18)];

    private readonly Noise _noise = new(8);

    protected override Lab Ground => Lab.FromHex("a8552e");

    protected override RakingLight Light { get; } = new(Relief: 0.3f, Gloss: 0.05f);

    public override Lab ColourAt(float x, float y) =>
        StackAt(x, y) is { } stack ? StackColour(stack, x, y)
        : TreeAt(x, y) is { } tree ? TreeColour(tree, x, y)
        : y < Crest(x) ? SkyColour(x, y)
        : y < Horizon ? Hill.At(0.5f + (0.5f * MathF.Sin((y - Crest(x)) / 6)) + (0.4f * _noise.Octaves(x / 50, y / 20, 2)))
        : FieldColour(x, y);

    public override float AngleAt(float x, float y)
    {
        if (StackAt(x, y) is { } stack)
        {
            return MathF.PI / 2 + ((x - stack.X) / stack.Size * -0.7f);
        }

        if (TreeAt(x, y) is { } tree)
        {
            return MathF.Atan2(y - tree.Y - tree.Size, x - tree.X) + (1.1f * _noise.At(x / 24, y / 24));
        }

        if (y < Horizon)
        {
            return y < Crest(x)
                ? (0.9f * _noise.At(x / 150, y / 90)) - 0.35f
                : MathF.Atan2(Crest(x + 5) - Crest(x - 5), 10) + 0.5f;
        }

        var furrow = MathF.Atan2(y - Horizon + 6, x - VanishX);
        return Field(x, y) switch
        {
            0 => furrow,
            1 => (0.25f * _noise.At(x / 60, y / 30)) + 0.05f,
            2 => furrow + 0.15f,
            _ => furrow + 1.2f + (0.5f * _noise.At(x / 50, y / 50)),
        };
    }

    protected override void Paint(Canvas canvas, LayerPainter painter, Random random)
    {
        painter.Paint(new()
        {
            Spacing = 14,
            Width = (20, 30),
            Length = (26, 60),
            Edge = 0.3f,
            Brush = new() { Dryness = 0.5f, Opacity = 0.85f },
        });
        painter.Paint(new()
        {
            Spacing = 9,
            Width = (13, 19),
            Length = (24, 50),
            Edge = 0.2f,
            Lightness = 0.08f,
            Hue = 0.45f,
            Accents = 0.01f,
            Brush = new() { Impasto = 2.2f, Dryness = 0.55f, Grain = 0.06f },
        });
        painter.Paint(new()
        {
            Spacing = 10,
            Width = (10, 15),
            Length = (18, 42),
            Edge = 0.14f,
            Lightness = 0.1f,
            Hue = 0.5f,
            Accents = 0.02f,
            Brush = new() { Impasto = 2.6f, Dryness = 0.5f, Grain = 0.06f, Wetness = 0.12f },
        });
        painter.Paint(new()
        {
            Spacing = 12,
            Width = (5, 8),
            Length = (10, 28),
            Edge = 0.12f,
            Lightness = 0.12f,
            Hue = 0.4f,
            Accents = 0.03f,
            Brush = new() { Impasto = 2.6f, Dryness = 0.4f, Wetness = 0.08f },
            Where = (x, y) => y < Crest(x) ? 0.2f : y < Horizon + 70 || StackAt(x, y) is not null ? 0.55f : 0.35f,
        });
    }

    private static float Crest(float x) => 178 - (34 * MathF.Sin((x / 130) + 0.4f)) - (14 * MathF.Sin((x / 53) + 2));

    private static (float X, float Y, float Size)? StackAt(float x, float y)
    {
        foreach (var stack in Stacks)
        {
            var (across, up) = ((x - stack.X) / stack.Size, (stack.Y - y) / stack.Size);
            var roof = up < 0.55f ? 0.92f + (0.14f * up) : 1.12f * (1 - ((up - 0.55f) / 0.75f));
            if (up > -0.08f && MathF.Abs(across) < roof)
            {
                return stack;
            }
        }

        return null;
    }

    private static (float X, float Y, float Size)? TreeAt(float x, float y)
    {
        foreach (var tree in Trees)
        {
            var edge = tree.Size * (1 + (0.12f * MathF.Sin((x + y) / 5)));
            if (Shape.Distance(x, y * 1.1f, tree.X, tree.Y * 1.1f) < edge && y < Horizon + (tree.Size * 0.4f))
            {
                return tree;
            }
        }

        return null;
    }

    private int Field(float x, float y)
    {
        var depth = 90 / (y - Horizon + 14);
        var across = ((x - VanishX) * depth / 90) + (0.25f * _noise.At(x / 140, y / 50));
        var bend = depth + (0.12f * MathF.Sin(across * 1.7f));
        var strip = (bend < 0.36f ? 0 : bend < 0.75f ? 1 : bend < 1.6f ? 2 : 3) + (int)MathF.Floor((across / 1.9f) + 10.3f);
        return (strip & 3) switch { 0 => 0, 1 => 1, 2 => 2, _ => 3 };
    }

    private Lab FieldColour(float x, float y)
    {
        var depth = 90 / (y - Horizon + 14);
        var across = (x - VanishX) * depth / 90;
        var furrow = MathF.Sin(across * 30);
        var patch = 0.5f + (0.26f * furrow) + (0.4f * _noise.Octaves(x / 70, y / 24, 3));
        var colour = Field(x, y) switch { 0 or 3 => Wheat.At(patch), 1 => Meadow.At(patch), _ => Plough.At(patch) };
        foreach (var (stackX, stackY, size) in Stacks)
        {
            // Shadows fall to the lower right, and are violet because the light is yellow.
            var (sideways, down) = ((x - stackX - (size * 0.9f)) / (size * 1.35f), (y - stackY - (size * 0.08f)) / (size * 0.24f));
            var shade = 1 - Shape.Step(0.7f, 1.05f, MathF.Sqrt((sideways * sideways) + (down * down)));
            colour = Lab.Lerp(colour, Lab.FromHex("3b2f6e"), 0.85f * shade);
        }

        return colour;
    }

    private Lab SkyColour(float x, float y)
    {
        var glow = Shape.Bell(Shape.Distance(x, y, 150, 70), 105);
        var cloud = Sky.At(0.5f + (0.62f * _noise.Octaves((x / 130) + (0.4f * _noise.At(x / 60, y / 40)), y / 45, 3)) - (y / 1400));
        return Lab.Lerp(cloud, Lab.FromHex(glow > 0.8f ? "fff3b8" : "ffd45e"), Math.Min(1, 1.15f * glow));
    }

    private Lab StackColour((float X, float Y, float Size) stack, float x, float y)
    {
        var light = 0.6f - (0.62f * (x - stack.X) / stack.Size) + (0.15f * (stack.Y - y) / stack.Size);
        var eaves = 0.35f * Shape.Bell(((stack.Y - y) / stack.Size) - 0.5f, 0.07f);
        return Stack.At(light - eaves + (0.3f * _noise.Octaves(x / 9, y / 22, 2)));
    }

    private Lab TreeColour((float X, float Y, float Size) tree, float x, float y)
    {
        var light = 0.45f - (0.32f * (x - tree.X + y - tree.Y) / tree.Size);
        return Tree.At(light + (0.4f * _noise.Octaves(x / 14, y / 14, 2)));
    }
}
