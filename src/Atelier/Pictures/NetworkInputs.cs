using Atelier.Imaging;
using Atelier.Imaging.Colour;
using Atelier.Imaging.Storage;

namespace Atelier;

/// <summary>The pictures of a run as the network sees them.</summary>
internal static class NetworkInputs
{
    /// <summary>
    /// Content and styles with the colours that the network is shown. Where a style's colours are matched to the content's, only that
    /// part of it counts which its mask leaves, and only that part of the content which is painted in its manner.
    /// </summary>
    /// <param name="pictures">The pictures of the run.</param>
    /// <param name="coloring">Whose colours the result has.</param>
    /// <exception cref="PictureException">A mask is black everywhere.</exception>
    public static StylizePictures Of(StylizePictures pictures, ColorPolicy coloring)
    {
        var shares = coloring.MatchesStyles && pictures.Regions.Count > 0 ? RegionShares.Of(pictures.Regions, coloring.Content) : null;
        return pictures with
        {
            Content = coloring.Content,
            Styles = All(pictures.Styles, shares?.Rest),
            Regions = [.. pictures.Regions.Select((r, i) => r with { Styles = All(r.Styles, shares?.Regions[i]) })],
        };

        IReadOnlyList<StylePicture> All(IReadOnlyList<StylePicture> styles, PixelValues? share) => [.. styles.Select(s => s with { Picture = Style(s, share), Origin = s.Picture })];

        Picture Style(StylePicture style, PixelValues? share)
        {
            var filled = HiddenColors.Fill(style.Picture);
            var counts = coloring.MatchesStyles && style.Mask is not null ? Transparency.Counting(filled, Mask.Values(style.Mask, filled.Width, filled.Height)) : filled;

            // A part of which nothing is left is refused later, by name, or is not painted.
            return coloring.Style(Transparency.IsHidden(counts) ? filled : counts, share is null || IsEmpty(share) ? null : share).WithAlpha(filled.Alpha);
        }
    }

    private static bool IsEmpty(PixelValues shares) => !shares.Span.ContainsAnyExceptInRange(float.NegativeInfinity, 0);
}
