using System.Diagnostics;
using Atelier.Imaging;
using Atelier.Imaging.Colour;

namespace Atelier;

/// <summary>A run that only transfers colours: no network, no steps.</summary>
internal static class ColorOnly
{
    /// <summary>The content picture at the size asked for, with the style's colours.</summary>
    public static StylizeResult Run(Picture content, Picture style, StylizeOptions options)
    {
        var start = Stopwatch.GetTimestamp();
        Transparency.RequireVisible(content, "The content picture");
        Transparency.RequireVisible(style, "The style picture");
        var sized = PictureResizer.ResizeToLongestSide(HiddenColors.Fill(content), options.Size);
        return new StylizeResult
        {
            Picture = ColorTransfer.Match(sized, style, options.ColorMatch),
            Losses = default,
            Steps = 0,
            Elapsed = Stopwatch.GetElapsedTime(start),
            Stopped = StopReason.Finished,
            Network = "no network",
            Engine = "cpu",
        };
    }
}
