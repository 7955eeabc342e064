namespace Atelier.Cli.Stylizing;

/// <summary>A folder of pictures in place of one.</summary>
internal static class PictureFolder
{
    private static readonly string[] Endings = [".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".avif"];

    /// <summary>The path itself where it is no folder, else the pictures in it by name; not those of folders within.</summary>
    /// <exception cref="PictureException">There is no picture in the folder.</exception>
    public static IReadOnlyList<string> Expand(string path)
    {
        if (!Directory.Exists(path))
        {
            return [path];
        }

        string[] pictures =
        [
            .. Directory.EnumerateFiles(path)
                .Where(f => !Path.GetFileName(f).StartsWith('.') && Endings.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal),
        ];
        return pictures.Length > 0 ? pictures : throw new PictureException(MessageCodes.FileMissing, $"{new FileName(path)} is a directory without a picture in it: expected {string.Join(", ", Endings)} files.");
    }

    /// <summary>
    /// The weights of all pictures, where those of a folder share its weight; null for all alike. Without weights a folder counts as
    /// much as a picture.
    /// </summary>
    /// <param name="weights">The weight of each folder or picture; null for all alike. Where they are not as many, they come back as they are.</param>
    /// <param name="folders">The pictures of each.</param>
    public static StyleWeights? Shares(StyleWeights? weights, IReadOnlyList<IReadOnlyList<string>> folders) =>
        folders.All(f => f.Count == 1) || (weights is not null && weights.Count != folders.Count)
            ? weights
            : new StyleWeights([.. folders.SelectMany((folder, i) => folder.Select(_ => (weights?[i] ?? 1) / folder.Count))]);
}
