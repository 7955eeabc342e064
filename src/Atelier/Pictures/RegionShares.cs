using Atelier.Imaging;
using Atelier.Imaging.Storage;

namespace Atelier;

/// <summary>How much each region counts at each pixel of the content picture, and how much what none covers.</summary>
/// <param name="Regions">By region, row by row, 0 to 1. Where masks add up to more than 1 they share the place.</param>
/// <param name="Rest">What they leave, 0 to 1.</param>
internal sealed record RegionShares(IReadOnlyList<PixelValues> Regions, PixelValues Rest)
{
    /// <summary>The shares at a content picture's own size.</summary>
    /// <exception cref="PictureException">A mask is black everywhere.</exception>
    public static RegionShares Of(IReadOnlyList<StyleRegion> regions, Picture content)
    {
        var masks = regions.Select((r, i) => MaskAt(r, i + 1, content)).ToList();
        var rest = PixelValues.Empty(content.Width, content.Height, channels: 1);
        PictureRows.Each(content.Width, content.Height, y =>
        {
            for (var i = y * content.Width; i < (y + 1) * content.Width; i++)
            {
                var sum = 0f;
                foreach (var mask in masks)
                {
                    sum += mask[i];
                }

                foreach (var mask in masks)
                {
                    mask.Span[i] /= Math.Max(sum, 1);
                }

                rest.Span[i] = 1 - Math.Min(sum, 1);
            }
        });
        return new RegionShares(masks, rest);
    }

    private static PixelValues MaskAt(StyleRegion region, int number, Picture content)
    {
        Mask.RequireWhite(region.Mask, $"{region.MaskTitle(number)}");
        return Mask.Values(region.Mask, content.Width, content.Height);
    }
}
