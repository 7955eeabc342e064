using Atelier.Networks.Runtime;

namespace Atelier.Networks.Tiling;

/// <summary>How a picture passes the network: each block in one tile or in several.</summary>
/// <param name="Core">About how many pixels the side of a tile has at the first block, without its margin.</param>
/// <param name="FirstKeptBlock">
/// The first block, from 0, whose forward pass keeps what the backward pass needs; the others are computed again. The number of blocks, or
/// more, for none.
/// </param>
/// <param name="Scratch">The folder for what is large: the content's features, the maps between blocks, what is kept; null for memory.</param>
internal sealed record TileSettings(int Core, int FirstKeptBlock = int.MaxValue, TensorScratch? Scratch = null)
{
    /// <summary>One tile a block.</summary>
    public static TileSettings Whole { get; } = new(int.MaxValue, FirstKeptBlock: 0);

    /// <summary>Whether each block is one tile whatever the picture's size.</summary>
    public bool IsWhole => Core == int.MaxValue;
}
