using Atelier.Losses;
using Atelier.Losses.Features;
using Atelier.Networks;
using Atelier.Networks.Tiling;
using static TorchSharp.torch;

namespace Atelier.Tests.Losses;

/// <summary>Objectives and evaluations of single losses.</summary>
internal static class Objectives
{
    public static Objective For(FeatureNetwork network, Tensor content, Tensor style, StylizeOptions options, TileSettings? tiling = null) =>
        For(network, ObjectivePictures.Pair(content, style), options, tiling);

    public static Objective For(FeatureNetwork network, ObjectivePictures pictures, StylizeOptions options, TileSettings? tiling = null) =>
        new(new ObjectiveInputs(network, pictures, options, tiling ?? TileSettings.Whole));

    /// <summary>The value of a loss on a feature map (1, C, H, W), and its gradient.</summary>
    public static (double Value, Tensor Gradient) Evaluate(this FeatureLoss loss, Tensor features)
    {
        var all = Window.Of(features.shape[2], features.shape[3]);
        var tile = new FeatureTile(features, all, all);
        loss.Begin(withGradient: true);
        loss.Accumulate(tile);
        var gradient = loss.AddGradient(tile, null, 1);
        return (loss.Value, gradient);
    }

    /// <summary>The statistics of a feature map (1, C, H, W).</summary>
    public static StyleStatistics Statistics(StyleLossKind kind, Tensor features, Tensor? spatialWeights = null)
    {
        using var accumulator = StatisticsAccumulator.For(kind);
        accumulator.Add(features, spatialWeights);
        return accumulator.Result();
    }
}
