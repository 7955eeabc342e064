using Atelier.Imaging.Storage;

namespace Atelier.Imaging;

/// <summary>Operations on pictures with alpha.</summary>
internal static class Transparency
{
    /// <summary>Refuses a picture without a visible pixel.</summary>
    /// <exception cref="PictureException">Every pixel is wholly transparent.</exception>
    public static void RequireVisible(Picture picture, IFormattable what)
    {
        if (IsHidden(picture))
        {
            throw new PictureException(
                MessageCodes.PictureTransparent, $"{what} is transparent everywhere: nothing of it can be seen; give one that shows something, or remove its alpha.");
        }
    }

    /// <summary>Whether a picture has no visible pixel.</summary>
    public static bool IsHidden(Picture picture) => picture.Alpha is { } alpha && PictureRows.Bands(picture.Width, picture.Height)
        .All(band => !alpha.AsSpan(band.Top * picture.Width, band.Rows * picture.Width).ContainsAnyExceptInRange(float.NegativeInfinity, 0));

    /// <summary>A value of a pixel over white.</summary>
    public static float OverWhite(float value, float alpha) => 1 - (alpha * (1 - value)); // in this form rounding cannot lead above 1

    /// <summary>The picture over black, without alpha.</summary>
    public static Picture OverBlack(Picture picture)
    {
        if (picture.Alpha is not { } alpha)
        {
            return picture;
        }

        var result = PixelValues.Empty(picture.Width, picture.Height, channels: 3);
        PictureRows.Each(picture.Width, picture.Height, y =>
        {
            var from = picture.Pixels.Span;
            var to = result.Span;
            for (var i = 3 * y * picture.Width; i < 3 * (y + 1) * picture.Width; i++)
            {
                to[i] = alpha[i / 3] * from[i];
            }
        });
        return new Picture(picture.Width, picture.Height, result, picture.Metadata);
    }

    /// <summary>The picture of which each pixel counts by its share beside its opacity.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="shares">Row by row, 0 to 1; null for all alike.</param>
    public static Picture Counting(Picture picture, PixelValues? shares)
    {
        if (shares is null || picture.Alpha is not { } alpha)
        {
            return shares is null ? picture : picture.WithAlpha(shares);
        }

        var product = PixelValues.Empty(picture.Width, picture.Height, channels: 1);
        PictureRows.Each(picture.Width, picture.Height, y =>
        {
            for (var i = y * picture.Width; i < (y + 1) * picture.Width; i++)
            {
                product.Span[i] = shares[i] * alpha[i];
            }
        });
        return picture.WithAlpha(product);
    }
}
