namespace Atelier;

/// <summary>Numbers of things in messages.</summary>
internal static class Counted
{
    /// <summary>A number and its noun: <c>1 step</c>, <c>2 steps</c>.</summary>
    /// <param name="number">The number.</param>
    /// <param name="noun">The noun, in the singular; its plural ends in s.</param>
    public static string Of(long number, string noun) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");
}
