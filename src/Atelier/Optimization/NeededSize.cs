using Atelier.Imaging;
using Atelier.Losses;

namespace Atelier;

/// <summary>How large the pictures of a run need to be, so that no more of them need be read (see <see cref="PictureReader"/>).</summary>
internal static class NeededSize
{
    /// <summary>The longest side of the content picture, and of the masks over it, that makes a difference, in pixels.</summary>
    public static int OfContent(StylizeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Size;
    }

    /// <summary>The longest side of a style picture, and of masks over it, that makes a difference, in pixels.</summary>
    /// <param name="options">The options of the run.</param>
    /// <param name="width">The picture's own width in pixels.</param>
    /// <param name="height">Its own height in pixels.</param>
    public static int OfStyle(StylizeOptions options, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.StyleScale.IsOwn)
        {
            return int.MaxValue;
        }

        var seen = Math.Ceiling((options.StyleSize ?? options.Size) * options.StyleScale.Factor);

        // It shall cover the content picture then, whatever shape that has: its shorter side needs the content's longer one.
        var isFitted = options.MatchSize == MatchSize.Resize || options.Init == InitialPicture.Style;
        var fitted = isFitted ? Math.Ceiling((double)options.Size * Math.Max(width, height) / Math.Min(width, height)) : 0;
        return (int)Math.Min(int.MaxValue, Math.Max(seen, fitted));
    }
}
