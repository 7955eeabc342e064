using Atelier.Networks;
using Atelier.Networks.Tiling;
using static TorchSharp.torch;

namespace Atelier.Losses.Tiling;

/// <summary>A tile's map of a layer.</summary>
/// <param name="Map">(1, C, H, W).</param>
/// <param name="Covers">Which places of the whole map it covers.</param>
/// <param name="Core">Which of them are the tile's own.</param>
internal readonly record struct TileMap(Tensor Map, Window Covers, Window Core)
{
    /// <summary>A layer's map of a tile that passed the network.</summary>
    public static TileMap Of(FeatureMaps maps, string layer)
    {
        var (covers, core) = maps.WindowsOf(layer);
        return new TileMap(maps[layer], covers, core);
    }

    /// <summary>The features of the tile's own places, (1, C, height, width); a view.</summary>
    public Tensor Features => Of(Map, Core);

    /// <summary>Some places of a tensor shaped like the map; a view.</summary>
    public Tensor Of(Tensor map, Window places) => places.Within(Covers).Of(map);
}
