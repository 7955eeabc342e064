namespace Atelier.Imaging;

/// <summary>The sizes that the method can work on.</summary>
internal static class PictureSize
{
    /// <summary>The least pixels a side: VGG halves the picture four times on the way to its deepest layers.</summary>
    public const int Minimum = 16;

    /// <summary>Refuses a picture that, before any resizing, is too small or too narrow for the network.</summary>
    /// <exception cref="PictureException">A side is shorter than <see cref="Minimum"/>; the message says what would work.</exception>
    public static void RequireUsable(int width, int height, IFormattable what)
    {
        if (Math.Min(width, height) < Minimum)
        {
            throw new PictureException(
                MessageCodes.PictureTooSmall, $"{what} is {width}×{height} pixels, the network needs at least {Minimum} a side; give a larger picture.");
        }
    }

    /// <summary>Refuses a picture that would be too small or too narrow once resized.</summary>
    /// <exception cref="PictureException">A side would be shorter than <see cref="Minimum"/>; the message says what would work.</exception>
    public static void RequireUsable(int width, int height, int longestSide, IFormattable what)
    {
        var size = PictureResizer.SizeFor(width, height, longestSide);
        if (Math.Min(size.Width, size.Height) < Minimum)
        {
            throw new PictureException(
                MessageCodes.PictureTooSmall,
                $"{what} ({width}×{height} pixels) would be {size.Width}×{size.Height} at size {longestSide}, the network needs at least {Minimum} a side; {Remedy(width, height)}.");
        }
    }

    /// <summary>The most pixels that a picture can have: its values lie in one array.</summary>
    public static long Most => Array.MaxLength / 3;

    /// <summary>Refuses a size that no picture can have.</summary>
    /// <exception cref="PictureException">It has more pixels than <see cref="Most"/>.</exception>
    internal static void RequireHoldable(int width, int height, IFormattable what)
    {
        if ((long)width * height > Most)
        {
            throw new PictureException(
                MessageCodes.PictureTooLarge,
                $"{what} would be {width:N0}×{height:N0} = {(long)width * height:N0} pixels, a picture can have at most {Most:N0}; give a smaller size.");
        }
    }

    // The size at which the shorter side has the minimum, or a crop where that size would be beyond reason.
    private static string Remedy(int width, int height)
    {
        const int LargestAdvised = 4096;
        var (shorter, longer) = (Math.Min(width, height), Math.Max(width, height));
        var size = (((long)Minimum * longer) + shorter - 1) / shorter;
        return size <= LargestAdvised ? $"use a size of at least {size}" : "crop it to a less narrow shape";
    }
}
