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
        options.Color == ColorMode.Only ? Warned(ColorOnly.Run(pictures, options), pictures, options)
        : options.Strength == 0 ? Warned(Photograph(pictures.Content, options), pictures, options)
        : null;

    /// <summary>The result of such a run.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="start">When it was begun, as <see cref="Stopwatch"/> counts.</param>
    public static StylizeResult Result(Picture picture, long start) => new()
    {
        Picture = picture,
        Losses = LossValues.Zero,
        Steps = 0,
        Elapsed = Stopwatch.GetElapsedTime(start),
        Stopped = StopReason.Finished,
        Network = "no network",
        Engine = "cpu",
    };

    private static StylizeResult Warned(StylizeResult result, StylizePictures pictures, StylizeOptions options) =>
        result with { Warnings = PictureErrors.Warnings(pictures, options) };

    // At strength 0: as it is but for its size, whatever is done about colours.
    private static StylizeResult Photograph(Picture content, StylizeOptions options)
    {
        var start = Stopwatch.GetTimestamp();
        var (width, height) = PictureResizer.SizeFor(content.Width, content.Height, options.Size);
        PictureSize.RequireHoldable(width, height, $"The result");
        return Result(PictureResizer.ResizeToLongestSide(content, options.Size), start) with { Strength = 0 };
    }
}
