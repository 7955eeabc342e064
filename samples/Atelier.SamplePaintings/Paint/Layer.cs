namespace Atelier.SamplePaintings.Paint;

/// <summary>A round of strokes over the whole picture; a painting has a few, from large to small.</summary>
internal sealed record Layer
{
    /// <summary>The brush; its width is set for each stroke.</summary>
    public Brush Brush { get; init; } = new();

    /// <summary>The distance of strokes from each other, in pixels.</summary>
    public required float Spacing { get; init; }

    /// <summary>The least and the greatest width of a stroke.</summary>
    public required (float From, float To) Width { get; init; }

    /// <summary>The least and the greatest length of a stroke.</summary>
    public required (float From, float To) Length { get; init; }

    /// <summary>How much strokes differ in lightness.</summary>
    public float Lightness { get; init; } = 0.05f;

    /// <summary>How much strokes differ in hue, in radians.</summary>
    public float Hue { get; init; } = 0.3f;

    /// <summary>How much strokes differ in strength of colour.</summary>
    public float Strength { get; init; } = 0.25f;

    /// <summary>How often a stroke carries the complementary colour.</summary>
    public float Accents { get; init; }

    /// <summary>How far a stroke may turn from the flow, in radians.</summary>
    public float Wander { get; init; } = 0.12f;

    /// <summary>A stroke ends where the picture's colour differs by so much from where it began.</summary>
    public float Edge { get; init; } = 0.12f;

    /// <summary>The only colours there are, if set: each stroke takes one near to what it should be, and the eye mixes them.</summary>
    public Palette? Tubes { get; init; }

    /// <summary>How far from what it should be a colour of <see cref="Tubes"/> is sought.</summary>
    public float TubeSpread { get; init; } = 0.12f;

    /// <summary>How likely a stroke is at a place; everywhere when absent.</summary>
    public Func<float, float, float>? Where { get; init; }
}
