using Atelier.Imaging;

namespace Atelier;

/// <summary>The pictures of a run.</summary>
/// <param name="Content">The picture that says what is painted.</param>
/// <param name="Styles">
/// The pictures that say how, mixed as <see cref="StylizeOptions.StyleWeights"/> say. May be empty where regions cover all that is
/// painted, that is, under <see cref="Losses.Elsewhere.Keep"/>.
/// </param>
public sealed record StylizePictures(Picture Content, params IReadOnlyList<StylePicture> Styles)
{
    /// <summary>Parts of the content picture that are painted in the manner of other pictures.</summary>
    public IReadOnlyList<StyleRegion> Regions { get; init; } = [];
}

/// <summary>A picture that says how to paint.</summary>
/// <param name="Picture">The picture.</param>
public sealed record StylePicture(Picture Picture)
{
    /// <summary>
    /// The part of it that counts: grey, white where it does; of any size, stretched over the picture. Null for all of it.
    /// </summary>
    public Picture? Mask { get; init; }

    /// <summary>How messages name it, such as by its file; null for "the style picture".</summary>
    public string? Name { get; init; }

    /// <summary>How messages name its mask; null for "the mask of" the picture.</summary>
    public string? MaskName { get; init; }

    /// <summary>The picture as it was given, where <see cref="Picture"/> is what the network sees of it.</summary>
    internal Picture? Origin { get; init; }

    /// <summary>The subject of a message about it.</summary>
    internal string Title => Name is null ? "The style picture" : $"The style picture '{Name}'";

    /// <summary>The subject of a message about its mask.</summary>
    internal string MaskTitle => MaskName is null ? $"The mask of {char.ToLowerInvariant(Title[0])}{Title[1..]}" : $"The mask '{MaskName}'";

    /// <summary>All of a picture.</summary>
    public static implicit operator StylePicture(Picture picture) => new(picture);
}

/// <summary>A part of the content picture that is painted in the manner of pictures of its own (Gatys et al. 2017).</summary>
/// <param name="Mask">
/// The part: grey, white inside and black outside, with soft edges where the change shall be soft; of any size, stretched over
/// the content picture. Where the masks of several regions add up to more than white, they share the place.
/// </param>
/// <param name="Styles">The pictures that say how it is painted, at least one; several count alike.</param>
public sealed record StyleRegion(Picture Mask, params IReadOnlyList<StylePicture> Styles)
{
    /// <summary>How messages name the mask, such as by its file; null for "the mask of a region".</summary>
    public string? Name { get; init; }

    /// <summary>The subject of a message about the mask.</summary>
    /// <param name="number">Which region it is, from 1.</param>
    internal string MaskTitle(int number) => Name is null ? $"The mask of region {number}" : $"The mask '{Name}'";
}
