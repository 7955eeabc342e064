using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Tests.Losses;

/// <summary>A statistic of seams.</summary>
internal static class Seam
{
    /// <summary>
    /// How much larger the differences of two pictures are in the two columns and rows at the borders of tiles than elsewhere, in root
    /// mean square: about 1 where there is no seam.
    /// </summary>
    /// <param name="expected">(1, 3, H, W).</param>
    /// <param name="actual">(1, 3, H, W).</param>
    /// <param name="every">How many pixels the side of a tile has.</param>
    public static double Ratio(Tensor expected, Tensor actual, int every)
    {
        using var scope = NewDisposeScope();
        var squares = (actual - expected).Square();
        var (height, width) = (squares.shape[2], squares.shape[3]);
        var atBorders = zeros(1, 1, height, width);
        for (var at = every; at < Math.Max(height, width); at += every)
        {
            if (at < width)
            {
                atBorders.narrow(3, at - 1, 2).FillInPlace(1);
            }

            if (at < height)
            {
                atBorders.narrow(2, at - 1, 2).FillInPlace(1);
            }
        }

        var there = (squares * atBorders).sum() / atBorders.sum().Multiply(3);
        var elsewhere = (squares * atBorders.OneMinus()).sum() / atBorders.OneMinus().sum().Multiply(3);
        return Math.Sqrt((there / elsewhere).item<float>());
    }
}
