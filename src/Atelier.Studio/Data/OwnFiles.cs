using System.Buffers;

namespace Atelier.Studio.Data;

/// <summary>Finds and removes files that the studio has made: by the form of their names, and never through a symbolic link.</summary>
internal static class OwnFiles
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    /// <summary>The files of a folder whose names have a form; none where the folder is a link or is not there.</summary>
    /// <param name="folder">The folder; those in it are not looked into.</param>
    /// <param name="isOwn">Whether a name is one that the studio gives.</param>
    public static IEnumerable<FileInfo> In(string folder, Func<string, bool> isOwn) => IsRealFolder(folder)
        ? new DirectoryInfo(folder).EnumerateFiles().Where(f => isOwn(f.Name) && f.LinkTarget is null)
        : [];

    /// <summary>Removes files of a folder whose names have a form.</summary>
    public static void Clear(string folder, Func<string, bool> isOwn)
    {
        foreach (var file in In(folder, isOwn))
        {
            file.Delete();
        }
    }

    /// <summary>Opens a file for reading, which can be removed meanwhile.</summary>
    public static FileStream Open(string path) =>
        new(path, new FileStreamOptions { Share = FileShare.Read | FileShare.Delete, Options = FileOptions.Asynchronous });

    /// <summary>Whether it is a folder and no link to one.</summary>
    public static bool IsRealFolder(string path) => new DirectoryInfo(path) is { Exists: true, LinkTarget: null };

    /// <summary>Whether it is a file and no link to one.</summary>
    public static bool IsRealFile(string path) => new FileInfo(path) is { Exists: true, LinkTarget: null };

    /// <summary>Whether a name is a number of 32 hexadecimal digits, as jobs and files that are received have.</summary>
    public static bool IsGuid(ReadOnlySpan<char> name) => IsNumber(name, 32);

    /// <summary>Whether a name is a number of so many hexadecimal digits.</summary>
    public static bool IsNumber(ReadOnlySpan<char> name, int digits) => name.Length == digits && !name.ContainsAnyExcept(Digits);
}
