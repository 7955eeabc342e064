using System.IO.Enumeration;
using Atelier.Cli.Stylizing;

namespace Atelier.Cli.Batches;

/// <summary>
/// The pictures that a pattern means, on every system alike: a file, a folder of pictures, or a path with <c>*</c> and <c>?</c> for any part
/// of a name and <c>**</c> for any folders.
/// </summary>
internal static class PicturePattern
{
    /// <summary>The files, by name; empty where nothing matches.</summary>
    /// <exception cref="PictureException">It is a folder without a picture.</exception>
    public static IReadOnlyList<string> Expand(string pattern)
    {
        if (StandardInputWords.IsIt(pattern))
        {
            return [pattern];
        }

        if (Path.Exists(pattern) || pattern.AsSpan().IndexOfAny('*', '?') < 0)
        {
            return Path.Exists(pattern) ? PictureFolder.Expand(pattern) : []; // any name may have a star in it
        }

        var root = Path.GetPathRoot(pattern) ?? "";
        IEnumerable<string> found = [root];
        var parts = pattern[root.Length..].Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
        foreach (var part in parts)
        {
            found = found.SelectMany(folder => Within(folder, part));
        }

        return [.. found.Where(File.Exists).Distinct().Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Within(string folder, string part)
    {
        if (part is "." or ".." || part.AsSpan().IndexOfAny('*', '?') < 0)
        {
            return Path.Exists(Path.Combine(folder, part)) ? [Path.Combine(folder, part)] : [];
        }

        if (File.Exists(folder))
        {
            return [];
        }

        if (part == "**")
        {
            return Names(folder, Directory.EnumerateDirectories).Where(IsShown).SelectMany(f => Within(f, part)).Prepend(folder);
        }

        // Hidden files only where the pattern asks for them, as shells have it.
        return Names(folder, Directory.EnumerateFileSystemEntries)
            .Where(p => FileSystemName.MatchesSimpleExpression(part, Path.GetFileName(p)) && (part[0] == '.' || IsShown(p)));
    }

    private static IEnumerable<string> Names(string folder, Func<string, IEnumerable<string>> list) =>
        list(folder.Length == 0 ? "." : folder).Select(p => folder.Length == 0 ? Path.GetFileName(p) : p);

    private static bool IsShown(string path) => !Path.GetFileName(path).StartsWith('.');
}
