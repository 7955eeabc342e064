using Atelier.Networks;
using Atelier.Networks.Tiling;
using static TorchSharp.torch;

namespace Atelier.Losses.Tiling;

/// <summary>Passes a picture through the network tile by tile, to look at its feature maps.</summary>
internal static class TileWalk
{
    /// <summary>Hands over the maps of each tile of each block; they are freed afterwards.</summary>
    /// <param name="network">The network.</param>
    /// <param name="image">(1, 3, H, W).</param>
    /// <param name="layers">The layers that are looked at; if there are none, nothing is done.</param>
    /// <param name="tiling">How it is cut, and where what is large lies.</param>
    /// <param name="reach">How many places beside a tile's own are looked at.</param>
    /// <param name="look">Told of each tile.</param>
    public static void Over(FeatureNetwork network, Tensor image, IEnumerable<LayerWeight> layers, TileSettings tiling, int reach, Action<FeatureMaps> look)
    {
        string[] names = [.. layers.Select(l => l.Layer).Distinct()];
        if (names.Length == 0)
        {
            return;
        }

        var grid = new TileGrid(network.Architecture, network.DeepestOf(names), image.shape[2], image.shape[3], tiling.Core, reach);
        using var pass = new TiledPass(network, grid, image, names, tiling.Scratch);
        pass.Forward(look);
    }
}
