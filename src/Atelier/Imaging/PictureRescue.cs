namespace Atelier.Imaging;

/// <summary>Saves a finished picture whose own path cannot be written.</summary>
internal static class PictureRescue
{
    /// <summary>Writes the picture into the first folder where that succeeds, under a new name.</summary>
    /// <returns>The file; null where no folder takes it.</returns>
    public static string? Keep(Picture picture, string path, PictureWriteOptions? options) =>
        Keep(picture, path, options, [Path.GetTempPath(), Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)]);

    /// <summary>The same with other folders, for tests.</summary>
    public static string? Keep(Picture picture, string path, PictureWriteOptions? options, IReadOnlyList<string> folders)
    {
        foreach (var folder in folders.Where(f => f.Length > 0))
        {
            // The format of the file may be what failed; PNG takes every picture.
            foreach (var ending in new[] { Path.GetExtension(path), ".png" }.Distinct())
            {
                var file = Path.Combine(folder, $"atelier-{Guid.NewGuid():N}{ending}");
                try
                {
                    PictureWriter.Write(picture, file, options, UnixFileMode.UserRead | UnixFileMode.UserWrite);
                    return file;
                }
                catch (PictureException)
                {
                    // The first error is the one to report.
                }
            }
        }

        return null;
    }
}
