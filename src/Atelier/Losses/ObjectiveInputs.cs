using Atelier.Losses.Features;
using Atelier.Networks;
using Atelier.Networks.Tiling;
using static TorchSharp.torch;

namespace Atelier.Losses;

/// <summary>The inputs of an objective at one scale.</summary>
/// <param name="Network">The network.</param>
/// <param name="Pictures">The content picture and the styles.</param>
/// <param name="Options">Layers, weights, kinds of losses and their normalisation.</param>
/// <param name="Tiling">How pictures pass the network.</param>
internal sealed record ObjectiveInputs(FeatureNetwork Network, ObjectivePictures Pictures, StylizeOptions Options, TileSettings Tiling)
{
    /// <summary>The content layers with their weights in the objective.</summary>
    public IReadOnlyList<LayerWeight> ContentLayers => Weighted(Options.ContentLayers, Options.ContentWeight);

    /// <summary>The style layers with their weights in the objective.</summary>
    public IReadOnlyList<LayerWeight> StyleLayers => Weighted(Options.StyleLayers, Options.StyleWeight);

    // Layers without weight are left out; except for plain means, which are sums, weights are shares.
    private List<LayerWeight> Weighted(LayerWeights layers, double weight)
    {
        var total = Options.Normalization == LossNormalization.Mean ? 1 : layers.Sum(l => l.Weight);
        return [.. layers.Select(l => l with { Weight = weight * l.Weight / total }).Where(l => l.Weight > 0)];
    }

    /// <summary>How many pixels of the picture a step of a layer's feature map is.</summary>
    public int StrideOf(string layer) => Network.Architecture.Layers[Network.IndexOf(layer)].Stride;

    /// <summary>The size of a layer's feature map of a picture.</summary>
    /// <param name="image">The picture, (1, 3, H, W).</param>
    /// <param name="layer">The layer.</param>
    public (long Height, long Width) SizeAt(Tensor image, string layer)
    {
        var stride = StrideOf(layer);
        return (image.shape[2] / stride, image.shape[3] / stride);
    }

    /// <summary>Passes a picture through the network and hands over the feature maps of each tile.</summary>
    /// <param name="image">The picture, (1, 3, H, W).</param>
    /// <param name="layers">The layers whose maps are used; nothing passes where there are none.</param>
    /// <param name="accumulate">Takes the maps, which are freed afterwards.</param>
    /// <param name="reach">How many positions beside a tile's core are used.</param>
    public void Pass(Tensor image, IEnumerable<string> layers, Action<FeatureMaps> accumulate, int reach = 0)
    {
        string[] names = [.. layers.Distinct()];
        if (names.Length == 0)
        {
            return;
        }

        reach = Math.Max(reach, Options.MatchSize == MatchSize.Layerwise ? BilinearResize.FixedReach : 0);
        var grid = new TileGrid(Network.Architecture, Network.DeepestOf(names), image.shape[2], image.shape[3], Tiling.Core, reach);
        using var pass = new BlockPass(Network, grid, image, names, Tiling);
        pass.Forward(accumulate);
    }
}

/// <summary>The pictures of an objective at one scale.</summary>
/// <param name="Content">The content picture.</param>
/// <param name="Areas">The parts of it and their styles. The sum of their masks is at most 1 everywhere.</param>
/// <param name="Painted">The part that is painted at all, (1, 1, H, W), 0 to 1, float32; the rest stays the content picture. Null for all.</param>
/// <param name="Preview">The result of a coarser scale that constrains this one, (1, 3, h, w); null for none.</param>
internal sealed record ObjectivePictures(WeightedImage Content, IReadOnlyList<StyleArea> Areas, Tensor? Painted = null, Tensor? Preview = null)
{
    /// <summary>A content picture and a style, both (1, 3, H, W), RGB, 0 to 1.</summary>
    public static ObjectivePictures Pair(Tensor content, Tensor style) =>
        new(new WeightedImage(content), [new StyleArea([(new WeightedImage(style), 1)])]);
}

/// <summary>A picture of which some pixels may count less than others, in all statistics.</summary>
/// <param name="Image">(1, 3, H, W), RGB, 0 to 1, float32.</param>
/// <param name="Weights">How much each pixel counts, (1, 1, H, W), 0 to 1, float32; null for all alike.</param>
/// <param name="Name">The name of the weights in messages.</param>
internal sealed record WeightedImage(Tensor Image, Tensor? Weights = null, string Name = "the mask")
{
    /// <summary>The cache of its statistics as a style: the style's identity and how it is used; null for none.</summary>
    public (StyleCache Cache, object Style, object Key)? Cached { get; init; }
}

/// <summary>A part of the content picture and the styles that it is painted in.</summary>
/// <param name="Styles">At least one, each with its share of the mixture; the shares' sum is 1.</param>
/// <param name="Mask">The part of the content picture, (1, 1, H, W), 0 to 1, float32; null for all of it.</param>
/// <param name="Name">The name of the mask in messages.</param>
internal sealed record StyleArea(IReadOnlyList<(WeightedImage Picture, double Share)> Styles, Tensor? Mask = null, string Name = "the mask")
{
    /// <summary>The content picture with weights that are 0 outside of the area.</summary>
    public WeightedImage Of(WeightedImage content) => Mask is null ? content : content with
    {
        Weights = content.Weights is null ? Mask : Mask * content.Weights,
        Name = Name,
    };

    /// <summary>The share of the content picture's weights in the area, 0 to 1.</summary>
    public double ShareOf(WeightedImage content) => Mask is null ? 1 : Mean(Of(content).Weights) / Mean(content.Weights);

    private static double Mean(Tensor? pixels) => pixels?.mean().item<float>() ?? 1;
}
