using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Atelier;

/// <summary>
/// Numbers as every option takes them: with a decimal point, in every country. A comma is a fault, because <c>2,5</c> would otherwise be
/// read as 25.
/// </summary>
internal static class NumberText
{
    /// <summary>Reads a number such as <c>2.5</c>, <c>-3</c> or <c>1e-4</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    /// <summary>How a text with a comma is written as a number, to be put behind "expected a number"; empty where it has no comma.</summary>
    public static string Advice(string? text) => text?.Contains(',', StringComparison.Ordinal) is not true
        ? ""
        : text.Split(',') is [_, var after] && !text.Contains('.', StringComparison.Ordinal) && after.TakeWhile(char.IsAsciiDigit).Count() != 3 // 1,000 may be thousands
            ? $" with a point ({text.Replace(',', '.').Trim()})"
            : $" without commas ({text.Replace(",", "", StringComparison.Ordinal).Trim()})";
}
