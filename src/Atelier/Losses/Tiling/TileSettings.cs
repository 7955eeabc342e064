using Atelier.Networks.Runtime;

namespace Atelier.Losses.Tiling;

/// <summary>How a picture passes the network in tiles.</summary>
/// <param name="Core">About how many pixels the side of a tile has at the first block, without its margin.</param>
/// <param name="KeptBlock">
/// The first block of the network, from 0, of which is kept what the way back needs; that of the others is computed again. As many as
/// there are for none.
/// </param>
/// <param name="Scratch">Where what is large lies: the content's features, what blocks gave, and what is kept; null for memory.</param>
internal sealed record TileSettings(int Core, int KeptBlock = int.MaxValue, ScratchFile? Scratch = null);
