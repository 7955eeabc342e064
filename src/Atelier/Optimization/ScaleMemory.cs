using Atelier.Networks.Tiling;

namespace Atelier.Optimization;

/// <summary>How a scale is computed so that it fits the memory there is, and what it needs.</summary>
/// <param name="Scale">The scale.</param>
/// <param name="Tiles">How pictures pass the network.</param>
/// <param name="Optimizer">The optimiser.</param>
/// <param name="HistorySize">How many pairs of steps L-BFGS remembers.</param>
/// <param name="UsesScratch">
/// Whether what is seldom looked at lies on the disk: the history of L-BFGS, the content's features, and all pictures but those
/// that L-BFGS computes with.
/// </param>
/// <param name="Memory">The memory at its peak, in bytes.</param>
/// <param name="Scratch">The space on the disk that its tensors need, in bytes; 0 for none.</param>
/// <param name="Work">The multiply-adds of the network in a step.</param>
/// <param name="Moved">The bytes that the network writes to the disk and reads from it in a step.</param>
/// <param name="PictureFiles">The space on the disk, in bytes, of pictures that are made meanwhile and lie in files of their own.</param>
/// <param name="PictureFilesBefore">The same of pictures that were there before.</param>
internal sealed record ScaleMemory(
    Scale Scale, TileSettings Tiles, OptimizerKind Optimizer, int HistorySize, bool UsesScratch, long Memory, long Scratch, double Work, double Moved = 0, long PictureFiles = 0, long PictureFilesBefore = 0)
{
    // What a byte takes, as multiply-adds of VGG-19 that could be done meanwhile.
    private const double WorkOfAByte = 150;

    /// <summary>How the scale is computed, for a checkpoint.</summary>
    public ScaleMethod Method => new(Tiles.IsWhole ? null : Tiles.Core, Tiles.FirstKeptBlock, Optimizer, HistorySize, UsesScratch);

    /// <summary>What ways to compute the scale are compared by.</summary>
    public double Cost => Work + (WorkOfAByte * Moved);

    /// <summary>The space on the disk that is yet to be taken.</summary>
    public long NewOnDisk => Scratch + PictureFiles;
}

/// <summary>How a scale is computed. The last bits of a picture depend on it.</summary>
/// <param name="Core">About how many pixels the side of a tile has; null where each block is one tile.</param>
/// <param name="FirstKeptBlock">The first block whose forward pass keeps what the backward pass needs.</param>
/// <param name="Optimizer">The optimiser.</param>
/// <param name="HistorySize">How many pairs L-BFGS remembers.</param>
/// <param name="UsesScratch">Whether what is large lies on the disk.</param>
internal sealed record ScaleMethod(int? Core, int FirstKeptBlock, OptimizerKind Optimizer, int HistorySize, bool UsesScratch)
{
    /// <summary>The last bits depend on tiles, optimiser and history, not on what is kept or where it lies.</summary>
    public bool GivesSameBytesAs(ScaleMethod other) => (Core, Optimizer, HistorySize) == (other.Core, other.Optimizer, other.HistorySize);
}

/// <summary>The pictures of a scale besides the one that is painted.</summary>
/// <param name="LargestStyle">The pixels of the largest style picture.</param>
/// <param name="InMemory">The pixels of all pictures that are held in memory beside tensors: the content and the styles as they were read.</param>
/// <param name="Masks">How many masks and alphas lie over the content picture.</param>
/// <param name="IsPartKept">Whether the photograph is kept in parts, so that it lies beside the painting.</param>
/// <param name="InFiles">The pixels of those that lie in files.</param>
/// <param name="IsInFile">Whether pictures of the scale's size that are no tensors lie in files.</param>
/// <param name="Made">How many of those there are at once besides the content as it was read.</param>
internal readonly record struct ScalePictures(
    long LargestStyle = 0, long InMemory = 0, int Masks = 0, bool IsPartKept = false, long InFiles = 0, bool IsInFile = false, int Made = 3);
