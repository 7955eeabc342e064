using Atelier.Networks;
using Atelier.Networks.Runtime;

namespace Atelier.Losses.Tiling;

/// <summary>How a picture passes the network in tiles.</summary>
/// <param name="Core">About how many pixels the side of a tile has, without its margin.</param>
/// <param name="KeptBlock">
/// The first block of the network whose maps are kept of every tile from the first pass to the second, from 0: the deeper, the less
/// memory and the less time they save. One more than there are for none.
/// </param>
/// <param name="Scratch">Where the content picture's features lie; null for memory.</param>
internal sealed record TileSettings(int Core, int KeptBlock = int.MaxValue, ScratchFile? Scratch = null)
{
    /// <summary>The first layer of that block.</summary>
    public int KeepsFrom(NetworkArchitecture architecture)
    {
        for (var i = 0; i < architecture.Layers.Count; i++)
        {
            if (architecture.Layers[i].Kind == LayerKind.Convolution && architecture.Layers[i].Stride >= Math.Pow(2, KeptBlock))
            {
                return i;
            }
        }

        return int.MaxValue;
    }
}
