using static TorchSharp.torch;

namespace Atelier.Losses;

/// <summary>What targets are made from at one scale.</summary>
/// <param name="Content">The content picture.</param>
/// <param name="Areas">What is painted in the manner of which styles. Their masks' sum is at most 1 everywhere.</param>
/// <param name="Painted">What is painted at all, (1, 1, H, W), 0 to 1, float32; the rest stays the content picture. Null for everything.</param>
/// <param name="Preview">The painting of a coarser scale that this one is held to, (1, 3, h, w); null for none.</param>
internal sealed record TargetPictures(WeightedImage Content, IReadOnlyList<StyleArea> Areas, Tensor? Painted = null, Tensor? Preview = null);

/// <summary>A picture of which some pixels may count less than others, in all statistics.</summary>
/// <param name="Image">(1, 3, H, W), RGB, 0 to 1, float32.</param>
/// <param name="Weights">How much each pixel counts, (1, 1, H, W), 0 to 1, float32; null for all alike.</param>
/// <param name="Name">How messages name what the weights come from.</param>
internal sealed record WeightedImage(Tensor Image, Tensor? Weights = null, string Name = "the mask")
{
    /// <summary>Where its statistics as a style may be found: which style it is, and how it is looked at; null for nowhere.</summary>
    public (StyleCache Cache, object Style, object Key)? Kept { get; init; }
}

/// <summary>A part of the content picture and the styles that it is painted in.</summary>
/// <param name="Styles">At least one, each with its share of the mixture; the shares' sum is 1.</param>
/// <param name="Mask">The part of the content picture, (1, 1, H, W), 0 to 1, float32; null for all of it.</param>
/// <param name="Name">How messages name the mask.</param>
internal sealed record StyleArea(IReadOnlyList<(WeightedImage Picture, double Share)> Styles, Tensor? Mask = null, string Name = "the mask");
