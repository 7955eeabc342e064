using Atelier.SamplePaintings.Paint;

namespace Atelier.SamplePaintings.Paintings;

/// <summary>A sun over scrolling waves in small stones and glass, laid in rows that follow the drawing.</summary>
internal sealed class Mosaic() : Painting("mosaic", 768, 640, seed: 67)
{
    private const float TileSize = 8.6f;
    private const float SunX = 330;
    private const float SunY = 225;

    private static readonly Palette Disc = new("fff3b0", "fbd24a", "f09a2a", "fce27a", "d9542a");
    private static readonly Palette Flame = new("fce27a", "f6a52f", "dd4a2a", "9a1f3a");
    private static readonly Palette Heaven = new("101f5a", "1a3f96", "2f7fc0", "7fc9cf", "e3ecc9", "2a6ab0");
    private static readonly Palette Waves = new("0a2440", "0f4f63", "1f8a86", "6fc9a5", "f3f3dc");

    private static readonly (float X, float Y, float Radius)[] Scrolls =
    [
        (90, 478, 92), (300, 500, 98), (505, 470, 92), (690, 488, 96),
        (-10, 590, 92), (195, 600, 96), (400, 598, 92), (600, 600, 98), (780, 600, 90),
    ];

    private static readonly (float X, float Y)[] Stars =
    [
        (60, 60), (120, 330), (40, 210), (560, 60), (640, 150), (720, 60), (600, 290),
        (715, 260), (660, 370), (190, 30), (90, 130), (540, 370),
    ];

    private readonly Noise _noise = new(33);

    protected override Lab Ground => Lab.FromHex("2b2524");

    protected override RakingLight Light { get; } = new(Relief: 0.36f, Gloss: 0.14f, Cloth: 0.1f);

    public override Lab ColourAt(float x, float y)
    {
        if (ScrollAt(x, y) is { } scroll)
        {
            var (distance, turn) = Polar(x, y, scroll.X, scroll.Y);
            var spiral = (distance / scroll.Radius * 2.6f) - (turn / (2 * MathF.PI));
            var foam = Shape.Step(0.86f, 0.94f, distance / scroll.Radius);
            var water = Waves.At(0.42f + (0.44f * MathF.Sin(spiral * 2 * MathF.PI)));
            return Lab.Lerp(water, Waves[4], distance < scroll.Radius ? foam : 0);
        }

        var (fromSun, angle) = Polar(x, y, SunX, SunY);
        if (fromSun < 78)
        {
            return Disc.At(fromSun / 78);
        }

        // Flames of two lengths lick outwards, all bent by the same wind.
        var bent = angle + ((fromSun - 78) / 190);
        var lick = MathF.Abs(MathF.Sin(bent * 6));
        var flame = 92 + (96 * lick) + (26 * MathF.Cos(bent * 6) * lick);
        if (fromSun < flame)
        {
            return Flame.At(((fromSun - 78) / 110) + (0.5f * (1 - lick)));
        }

        var rings = 0.42f + (0.42f * MathF.Sin((fromSun + (16 * MathF.Sin((angle * 6) + (fromSun / 60)))) / 17));
        var star = Stars.Any(place => Shape.Distance(x, y, place.X, place.Y) < 11);
        return star ? Lab.FromHex("f9d75a") : Heaven.At(rings + (0.12f * _noise.At(x / 60, y / 60)));
    }

    public override float AngleAt(float x, float y)
    {
        var (centreX, centreY) = ScrollAt(x, y) is { } scroll ? (scroll.X, scroll.Y) : (SunX, SunY);
        return Polar(x, y, centreX, centreY).Angle + (MathF.PI / 2);
    }

    protected override void Paint(Canvas canvas, LayerPainter painter, Random random)
    {
        var setter = new TileSetter(Width, Height, TileSize);
        var places = setter.Arrange(painter.Places(TileSize), AngleAt);

        // Hand-cut stones differ in colour and lie a little askew, so that each catches the light in its own way.
        var stones = places.Select(place => (
            Place: place,
            Colour: ColourAt(place.X, place.Y).Vary(random.Spread(0.1f), 1 + random.Spread(0.35f), random.Spread(0.4f)),
            TiltX: random.Spread(0.16f),
            TiltY: random.Spread(0.16f))).ToArray();
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var (index, edge) = setter.At(x, y);
                var (place, colour, tiltX, tiltY) = stones[index];
                var (pixel, cover) = ((y * Width) + x, Shape.Step(0.35f, 1.15f, edge));
                var vein = 0.05f * _noise.Octaves(x / 4f, y / 4f, 2);
                canvas.Colour[pixel] = Lab.Lerp(canvas.Colour[pixel].Vary(vein), colour.Vary(vein), cover);
                canvas.Thickness[pixel] = cover * (1.8f + (tiltX * (x - place.X)) + (tiltY * (y - place.Y)) + (2 * vein));
            }
        }
    }

    private static (float Distance, float Angle) Polar(float x, float y, float centreX, float centreY) =>
        (Shape.Distance(x, y, centreX, centreY), MathF.Atan2(y - centreY, x - centreX));

    // The scrolls overlap like scales: the lowest in the picture lies in front.
    private static (float X, float Y, float Radius)? ScrollAt(float x, float y)
    {
        (float X, float Y, float Radius)? front = null;
        foreach (var scroll in Scrolls)
        {
            if (Shape.Distance(x, y, scroll.X, scroll.Y) < scroll.Radius && (front is null || scroll.Y > front.Value.Y))
            {
                front = scroll;
            }
        }

        return front ?? (y > 560 ? Scrolls[5] : null);
    }
}
