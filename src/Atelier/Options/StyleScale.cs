using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Atelier;

/// <summary>The size of strokes: a factor on the size at which the style picture is seen, or the style picture's own pixels.</summary>
[TypeConverter(typeof(ParsableTypeConverter<StyleScale>))]
[JsonConverter(typeof(ParsableJsonConverter<StyleScale>))]
public readonly record struct StyleScale : IParsable<StyleScale>
{
    /// <summary>The smallest factor.</summary>
    public const double Smallest = 0.05;

    /// <summary>The largest factor.</summary>
    public const double Largest = 20;

    private readonly double _factor;

    /// <summary>Takes the factor.</summary>
    public StyleScale(double factor) => _factor = factor;

    /// <summary>A pixel of the style picture is a pixel of the result, whatever their sizes.</summary>
    public static StyleScale Own { get; } = new(double.PositiveInfinity);

    /// <summary>The factor; infinite for <see cref="Own"/>, which is as large as the picture goes.</summary>
    public double Factor => _factor;

    /// <summary>Whether this is <see cref="Own"/>.</summary>
    public bool IsOwn => double.IsPositiveInfinity(_factor);

    /// <summary>A factor.</summary>
    public static implicit operator StyleScale(double factor) => new(factor);

    /// <summary>Reads a number or <c>own</c>.</summary>
    /// <exception cref="FormatException">The text is neither.</exception>
    public static StyleScale Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException($"expected own or a number from {Text(Smallest)} to {Text(Largest)}{NumberText.Advice(s)}");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out StyleScale result)
    {
        result = s == "own" ? Own : 1;
        if (s == "own")
        {
            return true;
        }

        var isNumber = NumberText.TryParse(s, out var factor) && double.IsFinite(factor);
        result = isNumber ? factor : 1;
        return isNumber;
    }

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => IsOwn ? "own" : Text(_factor);

    internal static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
