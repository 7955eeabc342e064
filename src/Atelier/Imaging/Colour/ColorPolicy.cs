using Atelier.Imaging.Storage;

namespace Atelier.Imaging.Colour;

/// <summary>The changes that <see cref="ColorMode"/> makes to a run's pictures: to the inputs of the network, and to the result.</summary>
/// <param name="content">The photograph.</param>
/// <param name="mode">Whose colours the result has.</param>
/// <param name="match">How colours, or for <see cref="ColorMode.Luminance"/> lightnesses, are matched.</param>
internal sealed class ColorPolicy(Picture content, ColorMode mode, ColorMatch match)
{
    /// <summary>The photograph as the network gets it.</summary>
    public Picture Content { get; } = mode == ColorMode.Luminance ? Lightness.Grey(content) : content;

    /// <summary>Whether styles get the photograph's colours.</summary>
    public bool MatchesStyles => mode is ColorMode.Luminance or ColorMode.Match;

    /// <summary>A style as the network gets it.</summary>
    /// <param name="style">The style; transparent pixels do not count.</param>
    /// <param name="share">How much each pixel of the photograph counts, row by row, 0 to 1; null for all alike.</param>
    public Picture Style(Picture style, PixelValues? share = null) => mode switch
    {
        // Else a dark painting would be asked of a light photograph, whose colours could not follow (Gatys et al. 2017, section 5).
        ColorMode.Luminance => ColorTransfer.Match(Lightness.Grey(style), Transparency.Counting(Content, share), match),
        ColorMode.Match => ColorTransfer.Match(style, Transparency.Counting(content, share), match),
        _ => style,
    };

    /// <summary>Any other picture as the network gets it.</summary>
    public Picture Seen(Picture picture) => mode == ColorMode.Luminance ? Lightness.Grey(picture) : picture;

    /// <summary>The result, from the picture that the network painted.</summary>
    public Picture Finish(Picture painted, Picture photograph) =>
        mode == ColorMode.Luminance ? Lightness.WithColours(painted, photograph) : painted;
}
