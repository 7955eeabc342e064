using Atelier.Networks.Runtime;

namespace Atelier.Networks.Tiling;

/// <summary>What a step computes and keeps.</summary>
internal static class TileWork
{
    // How often what a block gave is written or read: by it, by the next there and back, and as often its gradient.
    private const int PassesBetween = 5;

    private const int BytesOfAPixel = 3 * sizeof(float);

    /// <summary>The multiply-adds of a step: the forward pass, what of it is computed again, and the backward pass.</summary>
    /// <param name="network">Its layers.</param>
    /// <param name="grid">The tiles.</param>
    /// <param name="keptBlock">The first block of which is kept what the backward pass needs.</param>
    public static double Of(NetworkFootprint network, TileGrid grid, int keptBlock)
    {
        var sum = 0.0;
        foreach (var (b, block) in grid.Blocks.Index())
        {
            var once = OfAPlace(network.Architecture, block.Part);
            var again = b < keptBlock ? once : b == 0 && !grid.IsWhole ? OfAConvolution(network.Architecture, 0) : 0;
            sum += block.AreaOfAll * ((2 * once) + again);
        }

        return sum;
    }

    /// <summary>The bytes that are written and read in a step, of what is kept, of what lies between blocks, and of the picture and its gradient.</summary>
    /// <param name="network">Its layers, and what taps read from them.</param>
    /// <param name="grid">The tiles.</param>
    /// <param name="keptBlock">The first block of which is kept what the backward pass needs.</param>
    public static double BytesMoved(NetworkFootprint network, TileGrid grid, int keptBlock) =>
        (2 * BytesKept(network, grid, keptBlock)) + (PassesBetween * Inputs(network, grid).Sum());

    /// <summary>The bytes that are kept of all tiles for the backward pass.</summary>
    /// <param name="network">Its layers, and what taps read from them.</param>
    /// <param name="grid">The tiles.</param>
    /// <param name="keptBlock">The first block of which it is kept.</param>
    public static double BytesKept(NetworkFootprint network, TileGrid grid, int keptBlock) =>
        grid.Blocks.Skip(keptBlock).Sum(b => b.AreaOfAll * network.BytesKept(b.Part, isForgotten: !grid.IsWhole));

    /// <summary>
    /// The bytes of all that waits during a step, where it is most: what is kept for the backward pass; what blocks saw, unless they are kept;
    /// what passes from one block to the next, there and back; and at the first block the gradient of the picture.
    /// </summary>
    public static double BytesWaiting(NetworkFootprint network, TileGrid grid, int keptBlock)
    {
        var inputs = Inputs(network, grid).ToArray();
        var (waiting, most) = (0.0, 0.0);
        foreach (var (b, block) in grid.Blocks.Index())
        {
            var next = inputs.ElementAtOrDefault(b + 1);
            waiting += b >= keptBlock ? SpaceKept(network, grid, block) : b > 0 ? inputs[b] : 0; // the picture waits anyway
            most = Math.Max(most, waiting + next + inputs[b]); // there it is what the block sees, back its gradient
        }

        return most;
    }

    /// <summary>The same where a picture is only looked at, in bytes for each of its pixels.</summary>
    public static double BytesBetweenAPixel(NetworkFootprint network)
    {
        var channels = network.Architecture.BlockRanges(network.Deepest).Select((part, b) => b == 0 ? 0 : Channels(network, part) / Math.Pow(4, b)).ToArray();
        return network.BytesPerValue * Enumerable.Range(0, channels.Length).Max(b => channels[b] + channels.ElementAtOrDefault(b + 1));
    }

    /// <summary>The bytes that the largest tile takes.</summary>
    /// <param name="network">Its layers, and what taps read from them.</param>
    /// <param name="grid">The tiles.</param>
    /// <param name="inFile">Whether what lies between blocks is in a file: what a tile looks at of it is resident with the tile.</param>
    public static double BytesOfATile(NetworkFootprint network, TileGrid grid, bool inFile)
    {
        var inputs = Inputs(network, grid).ToArray();
        return grid.Blocks.Index().Max(b => b.Item.LargestArea * (network.BytesOfATile(b.Item.Part, inFile, grid.IsWhole) + (inFile ? OfAPlaceBetween(b.Index) : 0)));

        // What the block sees and its gradient, and of what it gives either.
        double OfAPlaceBetween(int b) =>
            ((2 * inputs[b]) + inputs.ElementAtOrDefault(b + 1)) / ((double)grid.Blocks[b].Height * grid.Blocks[b].Width);
    }

    // Whole pages take more: for each layer's map or gates half a page or so, which are two at most.
    private static double SpaceKept(NetworkFootprint network, TileGrid grid, BlockTiles block) =>
        (block.AreaOfAll * network.BytesKept(block.Part, isForgotten: !grid.IsWhole)) + (LargePages.RoundUp(1) * (double)block.Tiles.Count * (block.Part.End - block.Part.First) / 2);

    // In bytes, what each block sees: the picture first.
    private static IEnumerable<double> Inputs(NetworkFootprint network, TileGrid grid) => grid.Blocks.Select((b, i) =>
        (double)b.Height * b.Width * (i == 0 ? BytesOfAPixel : Channels(network, b.Part) * network.BytesPerValue));

    private static int Channels(NetworkFootprint network, LayerRange part) => network.Architecture.Layers[part.First - 1].Channels;

    private static double OfAPlace(NetworkArchitecture architecture, LayerRange part) =>
        Enumerable.Range(part.First, part.End - part.First).Sum(i => OfAConvolution(architecture, i));

    private static double OfAConvolution(NetworkArchitecture architecture, int layer) =>
        architecture.Layers[layer].Kind == LayerKind.Convolution ? 9.0 * architecture.Layers[layer].Channels * (layer == 0 ? 3 : architecture.Layers[layer - 1].Channels) : 0;
}
