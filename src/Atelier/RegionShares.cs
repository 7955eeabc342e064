using Atelier.Imaging;

namespace Atelier;

/// <summary>How much each region counts at each pixel of the content picture, and how much what none covers.</summary>
/// <param name="Regions">By region, row by row, 0 to 1. Where masks add up to more than 1 they share the place.</param>
/// <param name="Rest">What they leave, 0 to 1.</param>
internal sealed record RegionShares(IReadOnlyList<float[]> Regions, float[] Rest)
{
    /// <summary>The shares at a content picture's own size.</summary>
    /// <exception cref="PictureException">A mask is black everywhere.</exception>
    public static RegionShares Of(IReadOnlyList<StyleRegion> regions, Picture content)
    {
        var masks = regions.Select((r, i) => MaskAt(r, i + 1, content)).ToList();
        var sum = new float[content.Width * content.Height];
        foreach (var mask in masks)
        {
            for (var i = 0; i < sum.Length; i++)
            {
                sum[i] += mask[i];
            }
        }

        return new RegionShares(
            [.. masks.Select(mask => Array.ConvertAll([.. mask.Zip(sum)], p => p.First / Math.Max(p.Second, 1)))],
            Array.ConvertAll(sum, s => 1 - Math.Min(s, 1)));
    }

    private static float[] MaskAt(StyleRegion region, int number, Picture content)
    {
        Mask.RequireWhite(region.Mask, region.MaskTitle(number));
        return Mask.Values(region.Mask, content.Width, content.Height);
    }
}
