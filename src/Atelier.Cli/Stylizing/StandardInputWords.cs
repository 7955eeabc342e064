using Atelier.Cli.Running;
using Atelier.Imaging;

namespace Atelier.Cli.Stylizing;

/// <summary>Standard input among the names of pictures.</summary>
internal static class StandardInputWords
{
    /// <summary>What is wrong with it: it can be read once.</summary>
    public static IEnumerable<Message> Faults(IEnumerable<string> pictures) => pictures.Count(IsIt) > 1
        ? [Fault.OfWords($"only one picture can come from standard input ({PipedFiles.StandardInput}): give files for the others")]
        : [];

    /// <summary>Whether a name is that of standard input.</summary>
    public static bool IsIt(string path) => path == PipedFiles.StandardInput;

    /// <summary>What the name of a picture gives to that of the output.</summary>
    public static string StemOf(string path) => IsIt(path) ? "stdin" : Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(path));
}
