using Atelier.Imaging;
using Atelier.Imaging.Storage;
using Atelier.Networks;
using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier;

/// <summary>Grey pictures that say how much each place counts.</summary>
internal static class Mask
{
    /// <summary>
    /// A mask, of any size, as (1, 1, height, width), 0 to 1, float32; the mean of its colours where it has any. What is transparent
    /// counts as black.
    /// </summary>
    public static Tensor At(Picture mask, int width, int height, Device device, TensorScratch? scratch = null)
    {
        using var scope = NewDisposeScope();
        return PictureTensors.Of(Values(mask, width, height), height, width, scratch).to(device).MoveToOuterDisposeScope();
    }

    /// <summary>The same row by row.</summary>
    public static PixelValues Values(Picture mask, int width, int height)
    {
        var resized = PictureResizer.Resize(Transparency.OverBlack(mask), width, height);
        var values = PixelValues.Empty(width, height, channels: 1);
        PictureRows.Each(width, height, y =>
        {
            var pixels = resized.Pixels.AsSpan(3 * y * width, 3 * width);
            var row = values.AsSpan(y * width, width);
            for (var x = 0; x < width; x++)
            {
                row[x] = Math.Clamp((pixels[3 * x] + pixels[(3 * x) + 1] + pixels[(3 * x) + 2]) / 3, 0, 1);
            }
        });
        resized.Release(mask);
        return values;
    }

    /// <summary>Refuses a mask that is black everywhere.</summary>
    /// <exception cref="PictureException">It is.</exception>
    public static void RequireWhite(Picture mask, IFormattable name)
    {
        var seen = Transparency.OverBlack(mask);
        if (!PictureRows.Bands(mask.Width, mask.Height).Any(b => seen.Pixels.AsSpan(3 * b.Top * mask.Width, 3 * b.Rows * mask.Width).ContainsAnyInRange(1 / 255f, float.MaxValue)))
        {
            throw new PictureException(MessageCodes.MaskEmpty, $"{name} is black everywhere, so nothing would count: make it white where it shall.");
        }
    }
}
