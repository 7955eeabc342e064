using Atelier.Imaging;
using Atelier.Imaging.Storage;

namespace Atelier;

/// <summary>What is wrong with a run's pictures, or may surprise, as they are given.</summary>
internal static class PictureErrors
{
    // Of 255: masks of 0 and 1 come from programs that count so.
    private const float HardlyWhite = 1.5f / 255;
    private const float Coloured = 0.1f;

    /// <summary>Refuses pictures with pixels that are not finite numbers.</summary>
    /// <exception cref="PictureException">There are some; the first is named.</exception>
    public static void RequireFinite(StylizePictures pictures)
    {
        RequireFinite(pictures.Content, $"The content picture");
        foreach (var style in pictures.Styles.Concat(pictures.Regions.SelectMany(r => r.Styles)))
        {
            RequireFinite(style.Picture, $"{style.Title}");
        }

        foreach (var (mask, name) in Masks(pictures))
        {
            RequireFinite(mask, name);
        }
    }

    /// <summary>Refuses a picture with pixels that are not finite numbers.</summary>
    public static void RequireFinite(Picture picture, IFormattable what)
    {
        foreach (var (top, rows) in PictureRows.Bands(picture.Width, picture.Height))
        {
            for (var y = top; y < top + rows; y++)
            {
                var bad = IndexOfNonFinite(picture.Pixels.AsSpan(3 * y * picture.Width, 3 * picture.Width));
                var x = bad >= 0 ? bad / 3 : picture.Alpha is { } alpha ? IndexOfNonFinite(alpha.AsSpan(y * picture.Width, picture.Width)) : -1;
                if (x >= 0)
                {
                    throw new PictureException(
                        MessageCodes.PictureNotFinite, $"{what} has a value at ({x}, {y}) that is not a finite number: give values from 0 to 1.");
                }
            }
        }
    }

    /// <summary>What may surprise: a content picture that is enlarged, masks with hardly any white or with colours.</summary>
    public static IReadOnlyList<Message> Warnings(StylizePictures pictures, StylizeOptions options) =>
    [
        .. pictures.Content.LongestSide < options.Size
            ? [new Message(
                MessageCodes.ContentEnlarged,
                $"The content picture is {pictures.Content.Width}×{pictures.Content.Height} pixels, smaller than {new OptionName("size")} {options.Size}: it is enlarged, and has no more detail than before.",
                "size")]
            : Array.Empty<Message>(),
        .. Masks(pictures).Select(m => OfMask(m.Mask, m.Name)).OfType<Message>().DistinctBy(m => m.ToString()),
    ];

    private static Message? OfMask(Picture mask, IFormattable name)
    {
        var (most, difference) = (0f, 0f);
        foreach (var (top, rows) in PictureRows.Bands(mask.Width, mask.Height))
        {
            var pixels = mask.Pixels.AsSpan(3 * top * mask.Width, 3 * rows * mask.Width);
            for (var i = 0; i < pixels.Length; i += 3)
            {
                var (red, green, blue) = (pixels[i], pixels[i + 1], pixels[i + 2]);
                var highest = Math.Max(red, Math.Max(green, blue));
                most = Math.Max(most, highest);
                difference = Math.Max(difference, highest - Math.Min(red, Math.Min(green, blue)));
            }
        }

        return most < HardlyWhite
            ? new Message(MessageCodes.MaskUnusual, $"{name} has no value above {255 * most:0} of 255, so what it marks hardly counts: make white 255.")
            : difference > Coloured
            ? new Message(MessageCodes.MaskUnusual, $"{name} has colours: the mean of red, green and blue says how much each place counts; a grey picture leaves no doubt.")
            : null;
    }

    private static IEnumerable<(Picture Mask, IFormattable Name)> Masks(StylizePictures pictures)
    {
        var styles = pictures.Styles.Concat(pictures.Regions.SelectMany(r => r.Styles));
        return [
            .. pictures.Regions.Select((r, i) => (r.Mask, (IFormattable)$"{r.MaskTitle(i + 1)}")),
            .. styles.Where(s => s.Mask is not null).Select(s => (s.Mask!, (IFormattable)$"{s.MaskTitle}")),
        ];
    }

    private static int IndexOfNonFinite(ReadOnlySpan<float> values) => values.IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);
}
