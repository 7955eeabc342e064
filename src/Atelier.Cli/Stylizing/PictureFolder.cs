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
        return pictures.Length > 0 ? pictures : throw new PictureException($"'{path}' is a directory without a picture in it: expected {string.Join(", ", Endings)} files.");
    }
}
