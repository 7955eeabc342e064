using Atelier.Networks;
using Atelier.Networks.Runtime;
using Atelier.Networks.Tiling;
using static TorchSharp.torch;

namespace Atelier.Losses.Features;

/// <summary>A tile of a layer's feature map.</summary>
/// <param name="Map">(1, C, H, W).</param>
/// <param name="Covers">The positions of the whole map that the tile covers.</param>
/// <param name="Core">Those of them that belong to this tile and to no other.</param>
internal readonly record struct FeatureTile(Tensor Map, Window Covers, Window Core)
{
    /// <summary>A layer's map of a tile that passed the network.</summary>
    public static FeatureTile Of(FeatureMaps maps, string layer)
    {
        var (covers, core) = maps.WindowsOf(layer);
        return new FeatureTile(maps[layer], covers, core);
    }

    /// <summary>The features of the core, (1, C, height, width); a view.</summary>
    public Tensor Features => Of(Map, Core);

    /// <summary>The core's part of spatial weights (1, 1, H, W) of the whole map; a view. Null for null.</summary>
    public Tensor? WeightsOf(Tensor? spatialWeights) => spatialWeights is null ? null : Core.Of(spatialWeights);

    /// <summary>Some positions of a tensor shaped like the map; a view.</summary>
    public Tensor Of(Tensor map, Window positions) => positions.Within(Covers).Of(map);

    /// <summary>Adds a gradient of the core to one of the map.</summary>
    /// <param name="gradient">Shaped like the map, changed in place; null for zeros.</param>
    /// <param name="ofCore">Shaped like <see cref="Features"/>; it may become the result.</param>
    /// <returns>The sum, which outlives the dispose scope that <paramref name="ofCore"/> belongs to.</returns>
    public Tensor Add(Tensor? gradient, Tensor ofCore)
    {
        if (gradient is null && Core == Covers)
        {
            return ofCore.MoveToOuterDisposeScope();
        }

        gradient ??= ChannelsLast.Zeros(Map, Map.shape[2], Map.shape[3]).MoveToOuterDisposeScope();
        Of(gradient, Core).AddInPlace(ofCore);
        return gradient;
    }
}
