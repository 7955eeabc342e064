namespace Atelier.Cli.Running;

/// <summary>Words of a command that a user may copy.</summary>
internal static class ShellWord
{
    /// <summary>A word as a POSIX shell wants it; PowerShell reads the same but for quotes within.</summary>
    public static string Quoted(string word) =>
        word.All(c => char.IsAsciiLetterOrDigit(c) || "/._-+,:=@%".Contains(c, StringComparison.Ordinal)) && word.Length > 0
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
