using Atelier.Imaging.Storage;
using Atelier.Networks.Tiling;
using static TorchSharp.torch;

namespace Atelier.Networks;

/// <summary>Large pictures some rows at a time, so that what is computed of them takes little memory beside them.</summary>
internal static class RowBands
{
    private const long Values = 4 << 20;

    /// <summary>Where each band of a picture (1, C, H, W) begins, and how many rows it has.</summary>
    public static IEnumerable<(long Top, long Rows)> Of(Tensor image) =>
        Within(Window.Of(image.shape[2], image.shape[3]), image.shape[1]).Select(band => (band.Top, band.Height));

    /// <summary>The bands of a part of a picture or a map with so many channels.</summary>
    public static IEnumerable<Window> Within(Window part, long channels)
    {
        var rows = Math.Max(1, Values / (channels * Math.Max(1, part.Width)));
        for (var top = part.Top; top < part.Bottom; top += rows)
        {
            yield return part with { Top = top, Bottom = Math.Min(top + rows, part.Bottom) };
            TemporaryMappedFile.EvictPages(); // else all of a picture in a file would be resident in the end
        }
    }
}
