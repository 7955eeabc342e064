using Atelier.SamplePaintings.Paint;

namespace Atelier.SamplePaintings.Paintings;

/// <summary>An abstract picture: overlapping circles, triangles and bars in strong colours, each filled with its own brushwork.</summary>
internal sealed class Shapes() : Painting("shapes", 768, 720, seed: 47)
{
    private static readonly Palette Backdrop = new("f3e3b8", "e9b98a", "e8d29a", "7fb0b5", "d9a05a", "9a86b5", "f0d8a8");

    private static readonly Disc[] Discs =
    [
        new(250, 250, 172, ["b3261e", "1f3f7a", "e8b52c", "16202e", "dd6a2a", "f4e6c0", "2b7a78"]),
        new(560, 170, 104, ["e8a81f", "c2402a", "2d5aa0", "f2d98a"]),
        new(600, 500, 138, ["1e4f8f", "2f8f86", "f0c040", "a83a5a", "241f35"]),
        new(190, 585, 92, ["5b3a7e", "e07a3a", "f3d36b"]),
        new(395, 420, 62, ["d63a2c", "f5d04a", "1a2a4a"]),
        new(690, 330, 44, ["2a8a7a", "f2e2b0", "c23a3a"]),
        new(70, 430, 50, ["e9b02a", "3a5a9a", "1d1d2a"]),
        new(420, 650, 46, ["2c6fae", "f0c84a", "b8332a"]),
        new(410, 60, 34, ["3f8f6a", "f3d9a0", "5a2f6a"]),
    ];

    private static readonly (float X, float Y)[][] Polygons =
    [
        [(-9, 520), (210, 350), (290, 730), (-9, 730)],
        [(440, -9), (780, -9), (780, 380), (600, 320)],
        [(330, 560), (560, 600), (640, 730), (300, 730)],
        [(150, -9), (330, -9), (300, 120), (190, 100)],
        [(40, 690), (330, 330), (470, 700)],
        [(340, 30), (760, 260), (470, 330)],
        [(500, 690), (750, 420), (765, 700)],
        [(20, 40), (150, 20), (60, 200)],
        [(300, 500), (560, 380), (580, 440), (330, 570)],
        [(610, 40), (750, 30), (740, 120)],
    ];

    // The planes at the back are soft at their edges; only what is in front has an outline.
    private static readonly (float X, float Y)[][] Backing = Polygons[..4];

    private static readonly Lab[] Fills =
    [
        Lab.FromHex("3a3f78"), Lab.FromHex("c9804a"), Lab.FromHex("a83f4a"), Lab.FromHex("4f8f9a"), Lab.FromHex("2f7f8f"),
        Lab.FromHex("c8452f"), Lab.FromHex("e2a52b"), Lab.FromHex("3a4f95"), Lab.FromHex("7a3f7c"), Lab.FromHex("3c8a5c"),
    ];

    private static readonly (float X, float Y)[][] Bars =
    [
        [(10, 500), (300, 300), (740, 60)],
        [(120, 20), (330, 330), (640, 715)],
        [(20, 300), (250, 420), (520, 470), (755, 440)],
        [(480, 20), (455, 360), (500, 700)],
        [(560, 560), (760, 620)],
        [(545, 590), (750, 650)],
        [(530, 620), (740, 682)],
    ];

    private readonly Noise _noise = new(19);

    protected override Lab Ground => Lab.FromHex("c9a877");

    public override Lab ColourAt(float x, float y)
    {
        var colour = Backdrop.At(0.5f + (0.7f * _noise.Octaves(x / 190, y / 190, 2)) + (Facet(x, y) * 0.13f));
        var mottle = 0.05f * _noise.Octaves(x / 26, y / 26, 2);
        for (var i = 0; i < Polygons.Length; i++)
        {
            if (Inside(Polygons[i], x, y))
            {
                colour = Lab.Lerp(colour, Fills[i], 0.86f);
            }
        }

        foreach (var disc in Discs)
        {
            if (disc.Ring(x, y) is { } ring)
            {
                colour = Lab.Lerp(colour, ring, 0.9f);
            }
        }

        // Where a plane crosses a disc the colours trade places, as if one were glass.
        var crossings = Polygons.Count(polygon => Inside(polygon, x, y)) + Discs.Count(disc => disc.Ring(x, y) is not null);
        var turned = crossings >= 2 ? colour.Vary(crossings % 2 == 0 ? 0.07f : -0.07f, 1.1f, 0.45f * (crossings - 1)) : colour;
        return turned.Vary(mottle);
    }

    public override float AngleAt(float x, float y)
    {
        foreach (var disc in Discs)
        {
            if (disc.Ring(x, y) is not null)
            {
                return MathF.Atan2(y - disc.Y, x - disc.X) + (MathF.PI / 2);
            }
        }

        for (var i = 0; i < Polygons.Length; i++)
        {
            if (Inside(Polygons[i], x, y))
            {
                return 0.5f + (i * 0.9f) + (0.3f * _noise.At(x / 50, y / 50));
            }
        }

        return 2.6f * _noise.At(x / 130, y / 130);
    }

    protected override void Paint(Canvas canvas, LayerPainter painter, Random random)
    {
        painter.Paint(new()
        {
            Spacing = 15,
            Width = (20, 32),
            Length = (30, 80),
            Edge = 0.2f,
            Brush = new() { Dryness = 0.5f, Wetness = 0.1f },
        });
        painter.Paint(new()
        {
            Spacing = 10,
            Width = (12, 18),
            Length = (20, 60),
            Edge = 0.09f,
            Wander = 0.05f,
            Hue = 0.3f,
            Lightness = 0.06f,
            Accents = 0.01f,
            Brush = new() { Dryness = 0.75f, Impasto = 1.8f, Grain = 0.06f, Wetness = 0.1f },
        });
        painter.Paint(new()
        {
            Spacing = 9,
            Width = (6, 9),
            Length = (12, 40),
            Edge = 0.06f,
            Wander = 0.05f,
            Hue = 0.3f,
            Lightness = 0.07f,
            Brush = new() { Dryness = 0.7f, Impasto = 2, Grain = 0.07f, Wetness = 0.06f },
        });
        Beads(painter, 26, 540, 1.1f, 23, "f0b83a");
        Beads(painter, 735, 180, 2.1f, 20, "f4e2b0");
        Beads(painter, 330, 690, -0.9f, 17, "e8603a");
        Serpent(painter, 170, 28, 150, 8, "b8322a");
        Serpent(painter, 172, 48, 120, 6, "1f2f66");
        Serpent(painter, 640, 690, 130, 7, "7a2f6a");
        Outline(painter, random);
    }

    // Tilted planes behind everything, a step of the ramp apart.
    private static int Facet(float x, float y) =>
        (int)MathF.Floor(((0.8f * x) + (0.5f * y)) / 150) % 2 + ((int)MathF.Floor(((0.55f * y) - (0.75f * x) + 900) / 170) % 3) - 1;

    // A string of dots that dwindles along a curve.
    private static void Beads(LayerPainter painter, float x, float y, float angle, float size, string colour)
    {
        for (; size > 5; size *= 0.87f, angle += 0.17f)
        {
            var brush = new Brush { Width = size, Round = true, Dryness = 0.1f, Impasto = 2.4f, Wetness = 0.05f };
            painter.Strokes.Paint([(x, y), (x + 1, y)], brush with { Width = size * 1.3f }, Lab.FromHex("17151f"), Lab.FromHex("2a3358"));
            painter.Strokes.Paint([(x, y), (x + 1, y)], brush, Lab.FromHex(colour), Lab.FromHex(colour).Vary(0.05f));
            (x, y) = (x + (1.45f * size * MathF.Cos(angle)), y + (1.45f * size * MathF.Sin(angle)));
        }
    }

    // A line that winds like a river on a map.
    private static void Serpent(LayerPainter painter, float x, float y, float length, float width, string colour)
    {
        var path = Enumerable.Range(0, (int)(length / 3)).Select(i => (x + (i * 2.6f), y + (13 * MathF.Sin(i / 5f)) + (i * 0.5f)));
        var brush = new Brush { Width = width, Dryness = 0.3f, Impasto = 2.2f, Wetness = 0.05f };
        painter.Strokes.Paint([.. path], brush, Lab.FromHex(colour), Lab.FromHex(colour).Vary(0.12f));
    }

    private static bool Inside((float X, float Y)[] polygon, float x, float y)
    {
        var inside = false;
        for (int i = 0, last = polygon.Length - 1; i < polygon.Length; last = i++)
        {
            var (a, b) = (polygon[i], polygon[last]);
            if ((a.Y > y) != (b.Y > y) && x < ((b.X - a.X) * (y - a.Y) / (b.Y - a.Y)) + a.X)
            {
                inside = !inside;
            }
        }

        return inside;
    }

    private static void Outline(LayerPainter painter, Random random)
    {
        var (black, blue) = (Lab.FromHex("14131c"), Lab.FromHex("1d1f3a"));
        void Line(IReadOnlyList<(float X, float Y)> path, float width) =>
            painter.Strokes.Paint(path, new() { Width = width, Dryness = 0.35f, Impasto = 2.2f, Wetness = 0.08f }, black, blue);

        foreach (var polygon in Polygons)
        {
            for (var i = 0; i < polygon.Length && !Backing.Contains(polygon); i++)
            {
                Line([polygon[i], polygon[(i + 1) % polygon.Length]], random.Between(5, 9));
            }
        }

        foreach (var disc in Discs)
        {
            Line(disc.Arc(1, random.Between(0, 6), 6.4f), random.Between(7, 11));
            Line(disc.Arc(1.12f, random.Between(0, 6), random.Between(1.2f, 3)), random.Between(3, 5));
        }

        foreach (var bar in Bars)
        {
            Line(bar, random.Between(6, 12));
        }
    }

    /// <summary>A disc of rings, from the outermost inwards.</summary>
    private sealed record Disc(float X, float Y, float Radius, string[] Colours)
    {
        private readonly Lab[] _rings = [.. Colours.Select(Lab.FromHex)];

        public Lab? Ring(float x, float y)
        {
            var distance = Shape.Distance(x, y, X, Y) / Radius;
            return distance >= 1 ? null : _rings[(int)((1 - distance) * _rings.Length)];
        }

        public List<(float X, float Y)> Arc(float size, float from, float turn)
        {
            var path = new List<(float X, float Y)>();
            for (var angle = from; angle < from + turn; angle += 4 / Radius)
            {
                path.Add((X + (size * Radius * MathF.Cos(angle)), Y + (size * Radius * MathF.Sin(angle))));
            }

            return path;
        }
    }
}
