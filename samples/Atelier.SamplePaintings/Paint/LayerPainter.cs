namespace Atelier.SamplePaintings.Paint;

/// <summary>Scatters the strokes of a layer over a painting and lets each follow the flow.</summary>
internal sealed class LayerPainter(Painting painting, Canvas canvas, Random random)
{
    /// <summary>Lays single strokes, for what a layer cannot do.</summary>
    public StrokePainter Strokes { get; } = new(canvas, random);

    /// <summary>Paints one layer.</summary>
    public void Paint(Layer layer)
    {
        foreach (var (x, y) in Places(layer.Spacing))
        {
            if (layer.Where is null || random.Happens(layer.Where(x, y)))
            {
                PaintAt(x, y, layer);
            }
        }
    }

    /// <summary>Places about so far apart, in no order, some of them a little outside of the picture.</summary>
    public (float X, float Y)[] Places(float spacing)
    {
        var places = new List<(float X, float Y)>();
        for (var y = -spacing; y < canvas.Height + spacing; y += spacing)
        {
            for (var x = -spacing; x < canvas.Width + spacing; x += spacing)
            {
                places.Add((x + random.Spread(spacing), y + random.Spread(spacing)));
            }
        }

        var shuffled = places.ToArray();
        random.Shuffle(shuffled);
        return shuffled;
    }

    private void PaintAt(float x, float y, Layer layer)
    {
        var wanted = painting.ColourAt(x, y);
        var brush = layer.Brush with { Width = random.Between(layer.Width.From, layer.Width.To) };
        var path = Follow(x, y, wanted, random.Between(layer.Length.From, layer.Length.To), layer);
        var colour = Vary(wanted, layer);
        if (random.Happens(layer.Accents))
        {
            colour = new Lab(colour.L - 0.1f + random.Spread(0.06f), -0.75f * colour.A, -0.75f * colour.B);
        }

        Strokes.Paint(path, brush, colour, Vary(wanted, layer));
    }

    private Lab Vary(Lab wanted, Layer layer)
    {
        var colour = layer.Tubes?.PickNear(wanted, layer.TubeSpread, random) ?? wanted;
        return colour.Vary(random.Spread(layer.Lightness), 1 + random.Spread(layer.Strength), random.Spread(layer.Hue));
    }

    private List<(float X, float Y)> Follow(float x, float y, Lab wanted, float length, Layer layer)
    {
        var path = new List<(float X, float Y)> { (x, y) };
        var wander = random.Spread(layer.Wander);
        var turn = random.Happens(0.5f) ? 0 : MathF.PI;
        var pace = MathF.Min(3, length);
        for (var walked = 0f; walked < length; walked += pace)
        {
            var (sin, cos) = MathF.SinCos(painting.AngleAt(x, y) + wander + turn);
            (x, y) = (x + (pace * cos), y + (pace * sin));
            if (walked > pace && Lab.Distance(painting.ColourAt(x, y), wanted) > layer.Edge)
            {
                break;
            }

            path.Add((x, y));
        }

        return path;
    }
}
