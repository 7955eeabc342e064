using System.Text;

namespace Atelier.Networks.Weights;

/// <summary>Text from a file, made fit for a message of one line whatever it holds.</summary>
internal static class Quoted
{
    private const int Longest = 80;

    /// <summary>In quotes, shortened, control characters as question marks.</summary>
    public static string Text(string text) =>
        $"\"{Line(text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest), "…"))}\"";

    /// <summary>Without quotes, in full.</summary>
    public static string Line(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            // U+2028, U+2029: some terminals and log viewers break lines there too.
            line.Append(char.IsControl(character) || character is '\u2028' or '\u2029' ? '?' : character);
        }

        return line.ToString();
    }
}
