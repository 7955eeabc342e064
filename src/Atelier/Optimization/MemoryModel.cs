using Atelier.Losses.Features;
using Atelier.Networks;
using Atelier.Networks.Tiling;

namespace Atelier.Optimization;

/// <summary>How much memory a scale needs, known before it starts.</summary>
internal static class MemoryModel
{
    /// <summary>What the pairs of L-BFGS may take in all where pictures pass the network as a whole.</summary>
    public const long HistoryBudget = 512L << 20;

    private const int SmallestHistoryOfWhole = 5;
    private const int SmallestHistoryOfTiles = 10;

    // Fitted to measured peaks: what libtorch and .NET take; for a weight, its file and its kernels both ways.
    private const long Base = 416L << 20;
    private const int FileBytesPerWeight = 8;
    private const int KernelsPerWeight = 3; // both ways, and another while they are made

    // Pictures in float32 that there are at once in tiles, but for the gradient, which is there when most of what waits for the backward pass
    // is not any more. L-BFGS has its point, the next, a gradient and a direction, and takes two more when it moves; Adam has its
    // iterate, the average of those and two moments. Those of the scale before, until they are enlarged, take the place of what waits.
    private const int PicturesOfLbfgs = 4;
    private const int MorePicturesOfLbfgs = 2;
    private const int PicturesOfAdam = 4;

    // On the disk lie all of Adam's. With L-BFGS there are the content and the first picture, and another until that is enlarged; what
    // L-BFGS computes with is resident wherever it lies.
    private const int PicturesOfLbfgsInScratch = 3;

    // Bands of all pictures that are looked at together, and what is computed of them.
    private const long WorkInScratch = 320L << 20;

    // In memory, beside the content as it was read: the content at the scale, and what was painted.
    private const int PicturesBesideScratch = 2;

    // Before the first step: the picture before it is enlarged and after, the content at both scales, and their difference.
    private const int PicturesOfEnlarging = 5;

    // What is kept of the photograph, what is laid over it, and the two together.
    private const int PicturesWhereKept = 4;

    // Values of neighbours in the network's format: the style's features and those of the neighbours; in a search also the picture's and the style's
    // centred ones.
    private const int NeighbourMaps = 2;
    private const int NeighbourMapsOfSearch = 2;
    private const int PixelsOfAPosition = 16;

    // Of a search: a group of positions, their products with the style's and what is computed of them.
    private const long WorkOfSearch = 160L << 20;

    private static readonly int[] Cores = [128, 192, 256, 384, 512, 640, 768, 896, 1024, 1280, 1536, 2048];

    /// <summary>The history of L-BFGS for a picture that passes as a whole: as asked for, or as many pairs as fit the budget.</summary>
    /// <param name="values">The number of values of the picture.</param>
    /// <param name="options">The history size asked for.</param>
    public static int HistorySize(long values, StylizeOptions options) =>
        (int)Math.Min(options.HistorySize, Math.Max(SmallestHistoryOfWhole, HistoryBudget / (2 * sizeof(float) * values)));

    /// <summary>The shortest history that L-BFGS is worth having in tiles for.</summary>
    public static int SmallestHistory(Scale scale, StylizeOptions options) =>
        Math.Min(Math.Min(options.HistorySize, SmallestHistoryOfTiles), Math.Max(1, scale.Steps));

    /// <summary>A scale of which each block of the network is one tile, computed in memory.</summary>
    public static ScaleMemory Whole(Scale scale, StylizeOptions options, NetworkFootprint network, ScalePictures pictures) => Of(
        scale, options, network, pictures, TileSettings.Whole, options.Optimizer, HistorySize(3L * scale.Width * scale.Height, options), inScratch: false);

    /// <summary>The ways to cut a scale into tiles.</summary>
    public static IEnumerable<TileSettings> Tilings(Scale scale, StylizeOptions options, NetworkFootprint network) =>
        from core in options.Tile is { } tile ? [tile] : Cores.Where(c => c <= Math.Max(Cores[0], scale.LongestSide + (c / 2)))
        from kept in Enumerable.Range(0, network.Architecture.Blocks.Count + 1)
        select new TileSettings(core, kept);

    /// <summary>A scale, and the memory of everything that is alive at its peak.</summary>
    public static ScaleMemory Of(
        Scale scale,
        StylizeOptions options,
        NetworkFootprint network,
        ScalePictures pictures,
        TileSettings tiles,
        OptimizerKind optimizer,
        int history,
        bool inScratch)
    {
        var pixels = (long)scale.Width * scale.Height;
        var picture = 3 * sizeof(float) * pixels;
        var reach = network.NeighbourValues > 0 ? Losses.Neighbours.AlignedMaps.Reach : options.MatchSize == Losses.MatchSize.Layerwise ? BilinearResize.FixedReach : 0;
        var grid = new TileGrid(network.Architecture, network.Deepest, scale.Height, scale.Width, tiles.Core, reach);

        var tile = (long)TileWork.BytesOfATile(network, grid, inScratch);
        var waiting = (long)TileWork.BytesWaiting(network, grid, tiles.FirstKeptBlock);
        var ofStyle = (long)(pictures.LargestStyle * TileWork.BytesBetweenAPixel(network));
        var target = (long)(pixels * network.ContentValuesPerPixel * network.BytesPerValue) * (options.Strength is null ? 1 : 2); // the strength metric keeps its own
        var pairs = optimizer == OptimizerKind.Lbfgs ? 2L * Math.Min(history, Math.Max(1, scale.Steps)) * picture : 0; // a step adds one pair
        var (state, change) = optimizer == OptimizerKind.Lbfgs ? (PicturesOfLbfgs * picture, (1 + MorePicturesOfLbfgs) * picture)
            : inScratch ? (0, 0) : (PicturesOfAdam * picture, picture);
        var scratch = !inScratch ? 0 : target + pairs + Math.Max(waiting, ofStyle) + (3L * sizeof(float) * pictures.LargestStyle)
            + (picture * (optimizer == OptimizerKind.Lbfgs ? PicturesOfLbfgsInScratch : PicturesOfAdam));

        var larger = Math.Max(pixels, pictures.LargestStyle) / PixelsOfAPosition * network.NeighbourValues * network.BytesPerValue;
        var (neighbours, search) = network.NeighbourValues == 0 ? (0, 0) : (NeighbourMaps * larger, (NeighbourMapsOfSearch * larger) + WorkOfSearch);

        // A row of the history is resident while it is looked at, and so are the places of the content's features that are.
        var always = Fixed(network)
            + (3L * sizeof(float) * pictures.InMemory) + (pictures.IsInFile ? 0 : (inScratch ? PicturesBesideScratch : 1) * picture)
            + (pixels * sizeof(float) * 3 * pictures.Masks)
            + (pictures.IsPartKept ? PicturesWhereKept * picture : 0)
            + (inScratch ? WorkInScratch : target + pairs)
            + neighbours;
        var passing = tile + (inScratch ? 0 : waiting);
        var styleTile = tiles.IsWhole ? (long)(tile * Math.Max(1, (double)pictures.LargestStyle / pixels)) : tile;
        var looking = styleTile + (inScratch ? 0 : ofStyle); // before there is anything of the optimiser
        var memory = always + Math.Max(looking, state + Math.Max(Math.Max(passing, search), change + (inScratch && pairs > 0 ? picture : 0)));
        memory = Math.Max(memory, always + (inScratch ? 0 : PicturesOfEnlarging * picture));
        return new ScaleMemory(
            scale, tiles, optimizer, history, inScratch, memory, scratch, TileWork.Of(network, grid, tiles.FirstKeptBlock),
            inScratch ? TileWork.BytesMoved(network, grid, tiles.FirstKeptBlock) : 0,
            pictures.IsInFile ? pictures.Made * picture : 0, 3L * sizeof(float) * pictures.InFiles);
    }

    // What a run takes whatever its size.
    private static long Fixed(NetworkFootprint network) =>
        Base + (network.Weights * (FileBytesPerWeight + (KernelsPerWeight * network.BytesPerValue)));
}
