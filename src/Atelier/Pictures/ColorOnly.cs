using System.Diagnostics;
using Atelier.Imaging;
using Atelier.Imaging.Colour;
using Atelier.Imaging.Storage;
using Atelier.Losses;

namespace Atelier;

/// <summary>A run that only transfers colours: no network, no steps.</summary>
internal static class ColorOnly
{
    /// <summary>The content picture at the size asked for, with the styles' colours.</summary>
    public static StylizeResult Run(StylizePictures pictures, StylizeOptions options)
    {
        var start = Stopwatch.GetTimestamp();
        Transparency.RequireVisible(pictures.Content, $"The content picture");
        var (width, height) = PictureResizer.SizeFor(pictures.Content.Width, pictures.Content.Height, options.Size);
        PictureSize.RequireHoldable(width, height, $"The result");
        var filled = HiddenColors.Fill(pictures.Content);
        var content = PictureResizer.ResizeToLongestSide(filled, options.Size);
        filled.Release(pictures.Content, content);
        var colored = pictures.Regions.Count == 0
            ? ColorTransfer.Match(content, Palette(pictures.Styles, options.StyleWeights), options.ColorMatch)
            : Parts(content, pictures, options);
        return Unpainted.Result(colored.WithAlpha(content.Alpha), start);
    }

    // Each part of the picture has its own palette, and gives way to the others by their masks.
    private static Picture Parts(Picture content, StylizePictures pictures, StylizeOptions options)
    {
        var shares = RegionShares.Of(pictures.Regions, content);
        var result = PixelValues.Empty(content.Width, content.Height, channels: 3);
        PictureRows.Each(content.Width, content.Height, y => result.AsSpan(3 * y * content.Width, 3 * content.Width).Clear());
        foreach (var (region, share) in pictures.Regions.Zip(shares.Regions))
        {
            Add(Palette(region.Styles, null), share);
        }

        var rest = content.WithAlpha(shares.Rest);
        if (!Transparency.IsHidden(rest))
        {
            Add(options.Elsewhere == OutsideRegions.Keep ? null : Palette(pictures.Styles, options.StyleWeights), shares.Rest);
        }

        return new Picture(content.Width, content.Height, result, content.Metadata);

        void Add(WeightedColors? palette, PixelValues share)
        {
            // Statistics of the part alone, so that the part gets the palette's.
            var counted = Transparency.Counting(content, share);
            var part = palette is null || Transparency.IsHidden(counted) ? content : ColorTransfer.Match(counted, palette, options.ColorMatch);
            PictureRows.Each(content.Width, content.Height, y =>
            {
                var sum = result.Span;
                var pixels = part.Pixels.Span;
                for (var i = 3 * y * content.Width; i < 3 * (y + 1) * content.Width; i++)
                {
                    sum[i] += share[i / 3] * pixels[i];
                }
            });
            part.Release(content, counted);
            counted.Release(content);
            share.Release();
        }
    }

    private static WeightedColors Palette(IReadOnlyList<StylePicture> styles, StyleWeights? weights) =>
        WeightedColors.Of([.. styles.Select((s, i) => (Visible(s), weights?[i] ?? 1))]);

    private static Picture Visible(StylePicture style)
    {
        Transparency.RequireVisible(style.Picture, $"{style.Title}");
        return style.Mask is null
            ? style.Picture
            : Transparency.Counting(style.Picture, Mask.Values(style.Mask, style.Picture.Width, style.Picture.Height));
    }
}
