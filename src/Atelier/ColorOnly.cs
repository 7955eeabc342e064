using System.Diagnostics;
using Atelier.Imaging;
using Atelier.Imaging.Colour;
using Atelier.Losses;

namespace Atelier;

/// <summary>A run that only transfers colours: no network, no steps.</summary>
internal static class ColorOnly
{
    /// <summary>The content picture at the size asked for, with the styles' colours.</summary>
    public static StylizeResult Run(StylizePictures pictures, StylizeOptions options)
    {
        var start = Stopwatch.GetTimestamp();
        Transparency.RequireVisible(pictures.Content, "The content picture");
        var content = PictureResizer.ResizeToLongestSide(HiddenColors.Fill(pictures.Content), options.Size);
        return new StylizeResult
        {
            Picture = Colored(content, pictures, options).WithAlpha(content.Alpha),
            Losses = default,
            Steps = 0,
            Elapsed = Stopwatch.GetElapsedTime(start),
            Stopped = StopReason.Finished,
            Network = "no network",
            Engine = "cpu",
        };
    }

    // Each part of the picture has its own palette, and gives way to the others by their masks.
    private static Picture Colored(Picture content, StylizePictures pictures, StylizeOptions options)
    {
        var masks = pictures.Regions.Select((r, i) => MaskAt(r, i + 1, content)).ToList();
        var sum = new float[content.Width * content.Height];
        foreach (var mask in masks)
        {
            for (var i = 0; i < sum.Length; i++)
            {
                sum[i] += mask[i];
            }
        }

        var result = new float[content.Pixels.Length];
        foreach (var (region, mask) in pictures.Regions.Zip(masks))
        {
            Add(Palette(region.Styles, null), Array.ConvertAll([.. mask.Zip(sum)], p => p.First / Math.Max(p.Second, 1)));
        }

        var rest = Array.ConvertAll(sum, s => 1 - Math.Min(s, 1));
        if (rest.Any(share => share > 0))
        {
            Add(options.Elsewhere == Elsewhere.Keep ? null : Palette(pictures.Styles, options.StyleWeights), rest);
        }

        return new Picture(content.Width, content.Height, result, content.Metadata);

        void Add(ColorPalette? palette, float[] shares)
        {
            // Statistics of the part alone, so that the part gets the palette's.
            var weights = content.Alpha is { } alpha ? Array.ConvertAll([.. shares.Zip(alpha)], p => p.First * p.Second) : shares;
            var part = palette is null || weights.All(w => w == 0) ? content : ColorTransfer.Match(content.WithAlpha(weights), palette, options.ColorMatch);
            for (var i = 0; i < result.Length; i++)
            {
                result[i] += shares[i / 3] * part.Pixels[i];
            }
        }
    }

    private static ColorPalette Palette(IReadOnlyList<StylePicture> styles, StyleWeights? weights) =>
        ColorPalette.Of([.. styles.Select((s, i) => (Visible(s), weights?[i] ?? 1))]);

    private static Picture Visible(StylePicture style)
    {
        Transparency.RequireVisible(style.Picture, style.Title);
        return style.Mask is null
            ? style.Picture
            : style.Picture.WithAlpha([.. Mask.Values(style.Mask, style.Picture.Width, style.Picture.Height).Zip(style.Picture.Alpha ?? Ones(style.Picture), (m, a) => m * a)]);
    }

    private static IEnumerable<float> Ones(Picture picture) => Enumerable.Repeat(1f, picture.Width * picture.Height);

    private static float[] MaskAt(StyleRegion region, int number, Picture content)
    {
        Mask.RequireWhite(region.Mask, region.MaskTitle(number));
        return Mask.Values(region.Mask, content.Width, content.Height);
    }
}
