namespace Atelier.Losses;

/// <summary>Factors on the content and the style loss, which move a run between photograph and painting while it goes on.</summary>
/// <param name="Content">The factor on the content loss.</param>
/// <param name="Style">The factor on the style loss.</param>
internal readonly record struct LossBalance(double Content, double Style)
{
    /// <summary>The losses with their weights alone.</summary>
    public static LossBalance AsWeighted { get; } = new(1, 1);

    /// <summary>Style over content changed by a factor. The larger factor is 1, so that the losses on pixels neither dominate nor vanish.</summary>
    /// <param name="factor">Above 0; above 1 is more style.</param>
    public static LossBalance Of(double factor) => new(Math.Min(1, 1 / factor), Math.Min(1, factor));
}
