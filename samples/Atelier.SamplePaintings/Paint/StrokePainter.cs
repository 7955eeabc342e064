namespace Atelier.SamplePaintings.Paint;

/// <summary>Lays strokes on a canvas.</summary>
internal sealed class StrokePainter(Canvas canvas, Random random)
{
    private readonly Noise _streaks = new(random.Next());
    private readonly StrokeFootprint _footprint = new(canvas.Width, canvas.Height);

    /// <summary>Draws a brush that carries two colours along a path.</summary>
    /// <param name="path">Where the middle of the brush goes; at least two places, a few pixels apart.</param>
    /// <param name="brush">The brush.</param>
    /// <param name="colour">What most bristles carry.</param>
    /// <param name="second">What a few of them carry: broken colour.</param>
    public void Paint(IReadOnlyList<(float X, float Y)> path, Brush brush, Lab colour, Lab second)
    {
        if (path.Count < 2)
        {
            return;
        }

        var radius = brush.Width / 2;
        var length = _footprint.Cover(path, radius);
        var bristles = new Bristles(brush.Width, random);
        var drag = Math.Min(length * 0.5f, brush.Width);
        var offset = random.Between(0, 5000);

        // All of the stroke is mixed from what lay there before, and only then put down.
        foreach (ref var spot in _footprint.Spots)
        {
            var (x, y) = (spot.Pixel % canvas.Width, spot.Pixel / canvas.Width);
            var hair = bristles.At(spot.Across);
            var streak = _streaks.At((spot.Along / 9) + offset, ((spot.Across + 1) * bristles.Count / 2) + offset);
            var progress = Math.Clamp(spot.Along / length, 0, 1);
            spot.Cover = brush.Opacity * Edge(spot, radius, hair.Load, brush.Round)
                * (brush.Round ? 1 : Ends(spot, length, radius, hair.Start, hair.End))
                * Dry(brush.Dryness * progress * progress, hair.Load, streak, canvas.Tooth[spot.Pixel]);

            var mixed = Lab.Lerp(colour, second, Shape.Step(0.1f, 0.75f, hair.Second + (0.25f * streak)));
            mixed = mixed.Vary(brush.Grain * (hair.Tone + (0.6f * streak)), 1 + (0.1f * hair.Tone));
            var behind = canvas.ColourAt(x - (drag * spot.DirectionX), y - (drag * spot.DirectionY));
            spot.Colour = Lab.Lerp(mixed, behind, brush.Wetness * (0.35f + (0.65f * progress)) * (1 + (0.5f * hair.Second)) * 0.8f);

            var ridge = 0.4f * Shape.Step(1.5f, 7, radius) * Shape.Bell(MathF.Abs(spot.Across) - 0.8f, 0.16f);
            var tip = 0.35f * Shape.Bell(spot.Along - length, radius * 0.5f);
            var furrow = (brush.Round ? 0.15f : 0.5f) * (hair.Tone + (0.5f * streak));
            spot.Deposit = brush.Impasto * (1 + ridge + tip + furrow) * (1 - (0.45f * brush.Dryness * progress));
        }

        foreach (ref var spot in _footprint.Spots)
        {
            canvas.Colour[spot.Pixel] = Lab.Lerp(canvas.Colour[spot.Pixel], spot.Colour, spot.Cover);
            ref var thickness = ref canvas.Thickness[spot.Pixel];
            thickness += ((0.3f * thickness) + spot.Deposit - thickness) * spot.Cover;
        }
    }

    private static float Edge(in StrokeSpot spot, float radius, float load, bool round)
    {
        var rough = (round ? MathF.Sqrt(spot.Distance) / radius : MathF.Abs(spot.Across)) + (0.09f * load);
        return 1 - Shape.Step(1 - (1.6f / radius), 1 + (0.2f / radius), rough);
    }

    private static float Ends(in StrokeSpot spot, float length, float radius, float start, float end)
    {
        // The middle of the brush touches first and leaves last.
        var reach = Math.Min(radius, length / 2);
        var curve = 0.6f * spot.Across * spot.Across;
        var from = -reach * (0.6f + (0.3f * start) - curve);
        var to = length + (reach * (0.45f + (0.6f * end) - curve));
        return Shape.Step(from - 1, from + 1, spot.Along) * (1 - Shape.Step(to - 1.5f, to + 1.5f, spot.Along));
    }

    private static float Dry(float dryness, float load, float streak, float tooth)
    {
        var paint = 1 - (1.35f * dryness) + (0.35f * dryness * (load + streak)) + (0.45f * dryness * tooth);
        return Shape.Step(0.1f, 0.45f, paint);
    }
}
