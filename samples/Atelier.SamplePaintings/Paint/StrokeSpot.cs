namespace Atelier.SamplePaintings.Paint;

/// <summary>One pixel that a stroke touches.</summary>
internal struct StrokeSpot
{
    /// <summary>The index of the pixel.</summary>
    public int Pixel;

    /// <summary>The distance from the middle of the path, squared.</summary>
    public float Distance;

    /// <summary>How far along the path, in pixels; a little below zero or over its length at the ends.</summary>
    public float Along;

    /// <summary>Where across the brush, −1 to 1.</summary>
    public float Across;

    /// <summary>The direction of the brush.</summary>
    public float DirectionX;

    /// <summary>The direction of the brush.</summary>
    public float DirectionY;

    /// <summary>How much of the pixel the stroke covers.</summary>
    public float Cover;

    /// <summary>The colour it leaves.</summary>
    public Lab Colour;

    /// <summary>How much paint it leaves.</summary>
    public float Deposit;
}
