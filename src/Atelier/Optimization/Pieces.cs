using Atelier.Imaging.Storage;
using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Optimization;

/// <summary>What is done to pictures in files piece by piece, so that no more than a piece of them is in memory.</summary>
internal static class Pieces
{
    private const long Values = 4 << 20;

    /// <summary>Where each piece of a tensor, laid out as one row, begins, and how many values it has; all at once for memory.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="scratch">Where it lies; null for memory. What is resident is let go of after each piece.</param>
    public static IEnumerable<(long Start, long Length)> Of(Tensor tensor, TensorScratch? scratch)
    {
        var piece = scratch is null ? Math.Max(1, tensor.numel()) : Values;
        for (var start = 0L; start < tensor.numel(); start += piece)
        {
            yield return (start, Math.Min(piece, tensor.numel() - start));
            TemporaryMappedFile.EvictPages();
        }
    }

    /// <summary>A piece of a contiguous tensor, as a view.</summary>
    public static Tensor Of(Tensor tensor, (long Start, long Length) piece) => tensor.view(-1).narrow(0, piece.Start, piece.Length);

    /// <summary>Zeros of the shape of another tensor.</summary>
    public static Tensor Zeros(Tensor like, TensorScratch? scratch) => Filled(like, scratch, (_, values) => values.zero_());

    /// <summary>A copy.</summary>
    public static Tensor Copy(Tensor tensor, TensorScratch? scratch) => Filled(tensor, scratch, (piece, values) => values.copy_(Of(tensor, piece)));

    /// <summary>Copies all values.</summary>
    public static void Copy(Tensor from, Tensor to, TensorScratch? scratch)
    {
        foreach (var piece in Of(from, scratch))
        {
            using var scope = NewDisposeScope();
            Of(to, piece).copy_(Of(from, piece));
        }
    }

    private static Tensor Filled(Tensor like, TensorScratch? scratch, Action<(long Start, long Length), Tensor> fill)
    {
        using var gradients = no_grad();
        var result = TensorScratch.EmptyLike(scratch, like);
        foreach (var piece in Of(result, scratch))
        {
            using var scope = NewDisposeScope();
            fill(piece, Of(result, piece));
        }

        return result;
    }
}
