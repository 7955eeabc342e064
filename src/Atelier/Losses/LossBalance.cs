namespace Atelier.Losses;

/// <summary>Factors on the content and the style loss, which move a run between photograph and painting while it goes on.</summary>
/// <param name="Content">The factor on the content loss.</param>
/// <param name="Style">The factor on the style loss.</param>
internal readonly record struct LossBalance(double Content, double Style)
{
    /// <summary>The losses as their weights have them.</summary>
    public static LossBalance AsWeighted { get; } = new(1, 1);

    /// <summary>Style over content changed by a factor. The larger term stays, so that those of pixels never outgrow or vanish beside both.</summary>
    /// <param name="factor">Above 0; above 1 is more style.</param>
    public static LossBalance Of(double factor) => new(Math.Min(1, 1 / factor), Math.Min(1, factor));
}
