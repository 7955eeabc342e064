namespace Atelier.Imaging;

/// <summary>What is done about pictures with alpha.</summary>
internal static class Transparency
{
    /// <summary>Refuses a picture of which nothing is to be seen.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="what">The picture as the message names it.</param>
    /// <exception cref="PictureException">Every pixel is wholly transparent.</exception>
    public static void RequireVisible(Picture picture, string what)
    {
        if (picture.Alpha is { } alpha && !alpha.AsSpan().ContainsAnyExceptInRange(float.NegativeInfinity, 0))
        {
            throw new PictureException($"{what} is transparent everywhere: nothing of it can be seen; give one that shows something, or remove its alpha.");
        }
    }

    /// <summary>The picture over white, without alpha.</summary>
    public static Picture OverWhite(Picture picture) => Over(1, picture);

    /// <summary>The picture over black, without alpha.</summary>
    public static Picture OverBlack(Picture picture) => Over(0, picture);

    /// <summary>The picture of which each pixel counts by its share beside its opacity.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="shares">Row by row, 0 to 1; null for all alike.</param>
    public static Picture Counting(Picture picture, float[]? shares) => shares is null ? picture
        : picture.WithAlpha(picture.Alpha is { } alpha ? Array.ConvertAll([.. shares.Zip(alpha)], p => p.First * p.Second) : shares);

    private static Picture Over(float ground, Picture picture)
    {
        if (picture.Alpha is not { } alpha)
        {
            return picture;
        }

        var pixels = new float[picture.Pixels.Length];
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = ground - (alpha[i / 3] * (ground - picture.Pixels[i])); // in this form rounding cannot lead above 1
        }

        return new Picture(picture.Width, picture.Height, pixels, picture.Metadata);
    }
}
