using Atelier.Losses.Features;
using Atelier.Losses.Neighbours;
using Atelier.Losses.Pixels;

namespace Atelier.Losses;

/// <summary>A term of the objective.</summary>
/// <param name="Name">The name in reports and in JSON.</param>
/// <param name="Title">The name in sentences.</param>
/// <param name="Option">The option that holds its weight.</param>
internal sealed record LossTerm(string Name, string Title, string Option)
{
    /// <summary>All terms but the user's own, in the order of reports. A loss that is added is a line here; what reports it reads this list.</summary>
    public static IReadOnlyList<LossTerm> All { get; } =
    [
        new("content", "content", "content-weight") { Features = inputs => new ContentTarget(inputs), Factor = balance => balance.Content },
        new("style", "style", "style-weight") { Features = inputs => new StyleTarget(inputs), Factor = balance => balance.Style },
        new("strokes", "strokes", "stroke-weight") { Features = inputs => new NeighbourTarget(inputs), Factor = balance => balance.Style },
        new("tv", "total variation", "tv-weight") { Pixels = TotalVariationLoss.Create },
        new("range", "range", "range-weight") { Pixels = RangeLoss.Create },
        new("preview", "preview", "preview-weight") { Pixels = PreviewLoss.Create },
    ];

    /// <summary>The term of a name; one of the user's own where no built-in term has it.</summary>
    public static LossTerm Of(string name) => All.FirstOrDefault(t => t.Name == name) ?? new LossTerm(name, name, "losses");

    /// <summary>Makes the target of losses on feature maps; null for a term without.</summary>
    public Func<ObjectiveInputs, FeatureTarget>? Features { get; init; }

    /// <summary>Makes the loss on pixels, null where it weighs nothing; null for a term without.</summary>
    public Func<ObjectiveInputs, PixelLoss?>? Pixels { get; init; }

    /// <summary>The factor of the term for a balance of content and style.</summary>
    public Func<LossBalance, double> Factor { get; init; } = _ => 1;
}
