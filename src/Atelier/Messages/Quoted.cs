namespace Atelier;

/// <summary>Text from a file or a user, made fit for a message of one line whatever it holds.</summary>
internal static class Quoted
{
    private const int Longest = 80;

    /// <summary>In quotes, shortened, control characters as question marks.</summary>
    public static string Text(string text) =>
        $"\"{Line(text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest), "…"))}\"";

    /// <summary>A path in quotes, in full.</summary>
    public static string Path(string path) => $"'{Line(path)}'";

    /// <summary>Without quotes, in full.</summary>
    public static string Line(string text) => string.Concat(text.Select(c => BreaksLines(c) ? '?' : c));

    // Some terminals and log viewers break lines at U+2028 and U+2029 too.
    private static bool BreaksLines(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';
}
