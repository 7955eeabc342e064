using System.Diagnostics;
using Atelier.Imaging;

namespace Atelier;

/// <summary>Runs in which nothing is painted, and which therefore need no network.</summary>
internal static class Unpainted
{
    /// <summary>Whether these are the options of such a run.</summary>
    public static bool Is(StylizeOptions options) => options.Color == ColorMode.Only || options.Strength == 0;

    /// <summary>The result of such a run; null where something is painted.</summary>
    public static StylizeResult? Run(StylizePictures pictures, StylizeOptions options) =>
        options.Color == ColorMode.Only ? ColorOnly.Run(pictures, options)
        : options.Strength == 0 ? Photograph(pictures.Content, options)
        : null;

    // At strength 0: as it is but for its size, whatever is done about colours.
    private static StylizeResult Photograph(Picture content, StylizeOptions options)
    {
        var start = Stopwatch.GetTimestamp();
        return new StylizeResult
        {
            Picture = PictureResizer.ResizeToLongestSide(content, options.Size),
            Strength = 0,
            Losses = default,
            Steps = 0,
            Elapsed = Stopwatch.GetElapsedTime(start),
            Stopped = StopReason.Finished,
            Network = "no network",
            Engine = "cpu",
        };
    }
}
