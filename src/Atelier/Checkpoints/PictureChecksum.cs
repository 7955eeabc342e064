using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Atelier.Imaging;
using Atelier.Imaging.Storage;

namespace Atelier.Checkpoints;

/// <summary>The checksum of a picture in memory.</summary>
/// <param name="Name">How messages name the picture.</param>
/// <param name="Sha256">The SHA-256 of its size, pixels and opacities, or of its file.</param>
internal sealed record PictureChecksum(string Name, string Sha256)
{
    /// <summary>Computes it.</summary>
    public static PictureChecksum Of(string name, Picture picture)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes<int>([picture.Width, picture.Height, picture.Alpha is null ? 0 : 1]));
        foreach (var (top, rows) in PictureRows.Bands(picture.Width, picture.Height))
        {
            hash.AppendData(MemoryMarshal.AsBytes(picture.Pixels.AsSpan(3 * top * picture.Width, 3 * rows * picture.Width)));
        }

        foreach (var (top, rows) in picture.Alpha is null ? [] : PictureRows.Bands(picture.Width, picture.Height))
        {
            hash.AppendData(MemoryMarshal.AsBytes(picture.Alpha!.AsSpan(top * picture.Width, rows * picture.Width)));
        }

        return new PictureChecksum(name, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Those of every picture of a run, and of the files that its options name.</summary>
    /// <exception cref="RecipeException">A file cannot be read.</exception>
    public static IReadOnlyList<PictureChecksum> Of(StylizePictures pictures, StylizeOptions options) =>
    [
        Of("content picture", pictures.Content),
        .. pictures.Styles.SelectMany(s => OfStyle(s, "")),
        .. pictures.Regions.SelectMany((r, i) => OfRegion(r, i + 1)),
        .. Recipes.RecipeOptions.Files(options).Select(f => new PictureChecksum($"picture {Quoted.Path(f)}", Recipes.RecipeFile.Of(f).Sha256)),
    ];

    private static IEnumerable<PictureChecksum> OfRegion(StyleRegion region, int number) =>
        [Of($"mask of region {number}", region.Mask), .. region.Styles.SelectMany(s => OfStyle(s, $" of region {number}"))];

    private static IEnumerable<PictureChecksum> OfStyle(StylePicture style, string where)
    {
        var name = $"style picture{(style.Name is null ? "" : $" {Quoted.Path(style.Name)}")}{where}";
        yield return Of(name, style.Picture);
        if (style.Mask is { } mask)
        {
            yield return Of($"mask of the {name}", mask);
        }
    }
}
