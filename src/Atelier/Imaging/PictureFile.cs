namespace Atelier.Imaging;

/// <summary>Paths of files, and the errors that name them.</summary>
internal static class PictureFile
{
    /// <summary>The full path with every symbolic link followed, whether or not the file exists.</summary>
    /// <exception cref="IOException">The links form a circle.</exception>
    public static string Resolve(string path)
    {
        var full = Path.GetFullPath(path);
        var current = Path.GetPathRoot(full)!;
        foreach (var part in full[current.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            current = Path.Combine(current, part);
            var entry = new FileInfo(current);
            if (entry.LinkTarget is not null)
            {
                // The target's own folders may be links again.
                current = Resolve(entry.ResolveLinkTarget(returnFinalTarget: true)!.FullName);
            }
        }

        return current;
    }

    /// <summary>The reason of an error, without the path that .NET appends and without a full stop.</summary>
    public static string Reason(Exception error, string? path)
    {
        var line = Vips.LastLine(error);
        var at = line.IndexOf(" : '", StringComparison.Ordinal);
        line = (at > 0 ? line[..at] : line).TrimEnd('.');
        return path is null ? line : line.Replace(Path.GetFullPath(path), Path.GetFileName(path), StringComparison.Ordinal);
    }
}
