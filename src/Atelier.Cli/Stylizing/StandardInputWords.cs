using Atelier.Cli.Running;
using Atelier.Imaging;

namespace Atelier.Cli.Stylizing;

/// <summary>Standard input among the names of files.</summary>
internal static class StandardInputWords
{
    /// <summary>The fault of naming it more than once: it can be read once.</summary>
    public static IEnumerable<Message> Faults(IEnumerable<string> pictures) => pictures.Count(IsIt) > 1
        ? [Fault.OfWords($"only one file can come from standard input ({PipedFiles.StandardInput}): give files for the others")]
        : [];

    /// <summary>Whether a name is that of standard input.</summary>
    public static bool IsIt(string path) => path == PipedFiles.StandardInput;

    /// <summary>The part of the output's name that comes from a picture's name.</summary>
    public static string StemOf(string path) => IsIt(path) ? "stdin" : Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(path));
}
