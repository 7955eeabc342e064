namespace Atelier.SamplePaintings.Paint;

/// <summary>A brush and how it is loaded.</summary>
internal sealed record Brush
{
    /// <summary>The width of the stroke in pixels.</summary>
    public float Width { get; init; } = 12;

    /// <summary>How much the paint covers, 0 to 1.</summary>
    public float Opacity { get; init; } = 0.95f;

    /// <summary>How dry the brush ends: 0 leaves a full stroke, 1 only what the tooth of the canvas catches.</summary>
    public float Dryness { get; init; } = 0.5f;

    /// <summary>A round brush that only dabs: its ends are as smooth as its sides.</summary>
    public bool Round { get; init; }

    /// <summary>How much light and dark differ from bristle to bristle.</summary>
    public float Grain { get; init; } = 0.05f;

    /// <summary>How thick the paint lies, in pixels.</summary>
    public float Impasto { get; init; } = 1.2f;

    /// <summary>How much of the wet paint below is dragged along, 0 to 1.</summary>
    public float Wetness { get; init; } = 0.25f;
}
