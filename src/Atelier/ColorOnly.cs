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
        return Unpainted.Result(Colored(content, pictures, options).WithAlpha(content.Alpha), start);
    }

    // Each part of the picture has its own palette, and gives way to the others by their masks.
    private static Picture Colored(Picture content, StylizePictures pictures, StylizeOptions options)
    {
        var shares = RegionShares.Of(pictures.Regions, content);
        var result = new float[content.Pixels.Length];
        foreach (var (region, share) in pictures.Regions.Zip(shares.Regions))
        {
            Add(Palette(region.Styles, null), share);
        }

        if (shares.Rest.Any(share => share > 0))
        {
            Add(options.Elsewhere == Elsewhere.Keep ? null : Palette(pictures.Styles, options.StyleWeights), shares.Rest);
        }

        return new Picture(content.Width, content.Height, result, content.Metadata);

        void Add(ColorPalette? palette, float[] share)
        {
            // Statistics of the part alone, so that the part gets the palette's.
            var counted = Transparency.Counting(content, share);
            var part = palette is null || counted.Alpha!.All(w => w == 0) ? content : ColorTransfer.Match(counted, palette, options.ColorMatch);
            for (var i = 0; i < result.Length; i++)
            {
                result[i] += share[i / 3] * part.Pixels[i];
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
            : Transparency.Counting(style.Picture, Mask.Values(style.Mask, style.Picture.Width, style.Picture.Height));
    }
}
