using static TorchSharp.torch;

namespace Atelier.Networks;

/// <summary>Large pictures some rows at a time, so that what is computed of them takes little memory beside them.</summary>
internal static class RowBands
{
    private const long Values = 4 << 20;

    /// <summary>Where each band of a picture (1, C, H, W) begins, and how many rows it has.</summary>
    public static IEnumerable<(long Top, long Rows)> Of(Tensor image)
    {
        var (channels, height, width) = (image.shape[1], image.shape[2], image.shape[3]);
        var rows = Math.Max(1, Values / (channels * width));
        for (var top = 0L; top < height; top += rows)
        {
            yield return (top, Math.Min(rows, height - top));
        }
    }
}
