using System.Runtime.CompilerServices;
using Atelier.Imaging;

namespace Atelier;

/// <summary>The pictures of a run.</summary>
/// <param name="Content">The picture that says what is painted.</param>
/// <param name="Styles">
/// The pictures that say how, mixed as <see cref="StylizeOptions.StyleWeights"/> say. May be empty where regions cover all that is
/// painted, that is, under <see cref="Losses.OutsideRegions.Keep"/>.
/// </param>
/// <exception cref="ArgumentException">A picture is null.</exception>
public sealed record StylizePictures(Picture Content, params IReadOnlyList<StylePicture> Styles)
{
    /// <summary>The picture that says what is painted.</summary>
    public Picture Content { get; init => field = Given.One(value); } = Given.One(Content);

    /// <summary>The pictures that say how.</summary>
    public IReadOnlyList<StylePicture> Styles { get; init => field = Given.All(value); } = Given.All(Styles);

    /// <summary>Parts of the content picture that are painted in the manner of other pictures.</summary>
    public IReadOnlyList<StyleRegion> Regions { get; init => field = Given.All(value); } = [];
}

/// <summary>A picture that says how to paint.</summary>
/// <param name="Picture">The picture.</param>
/// <exception cref="ArgumentException">The picture is null.</exception>
public sealed record StylePicture(Picture Picture)
{
    /// <summary>The picture.</summary>
    public Picture Picture { get; init => field = Given.One(value); } = Given.One(Picture);

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
/// <exception cref="ArgumentException">A picture is null, or there is no style.</exception>
public sealed record StyleRegion(Picture Mask, params IReadOnlyList<StylePicture> Styles)
{
    /// <summary>The part of the content picture.</summary>
    public Picture Mask { get; init => field = Given.One(value); } = Given.One(Mask);

    /// <summary>The pictures that say how it is painted.</summary>
    public IReadOnlyList<StylePicture> Styles { get; init => field = Given.Some(value); } = Given.Some(Styles);

    /// <summary>How messages name the mask, such as by its file; null for "the mask of a region".</summary>
    public string? Name { get; init; }

    /// <summary>The subject of a message about the mask.</summary>
    /// <param name="number">Which region it is, from 1.</param>
    internal string MaskTitle(int number) => Name is null ? $"The mask of region {number}" : $"The mask '{Name}'";
}

/// <summary>Refuses pictures that are null where they are given, not after a part of the work.</summary>
file static class Given
{
    public static Picture One(Picture picture, [CallerArgumentExpression(nameof(picture))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(picture, name);
        return picture;
    }

    public static IReadOnlyList<T> All<T>(IReadOnlyList<T> items, [CallerArgumentExpression(nameof(items))] string? name = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(items, name);
        var place = items.Index().FirstOrDefault(i => i.Item is null, (-1, null!)).Index;
        return place < 0 ? items : throw new ArgumentException($"Element {place} is null.", name);
    }

    public static IReadOnlyList<StylePicture> Some(IReadOnlyList<StylePicture> styles, [CallerArgumentExpression(nameof(styles))] string? name = null) =>
        All(styles, name).Count > 0 ? styles : throw new ArgumentException("A region needs at least one style picture.", name);
}
