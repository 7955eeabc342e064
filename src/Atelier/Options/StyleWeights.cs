using System.Collections;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Atelier;

/// <summary>How much each of several styles counts: <c>3,1</c>. Only their proportions matter.</summary>
[TypeConverter(typeof(ParsableTypeConverter<StyleWeights>))]
[JsonConverter(typeof(ParsableJsonConverter<StyleWeights>))]
public sealed class StyleWeights : IParsable<StyleWeights>, IReadOnlyList<double>, IEquatable<StyleWeights>
{
    private readonly double[] _weights;

    /// <summary>Takes the weights in the order of the styles.</summary>
    /// <exception cref="ArgumentException">No weight.</exception>
    public StyleWeights(params IReadOnlyList<double> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        _weights = weights.Count > 0 ? [.. weights] : throw new ArgumentException("Give at least one weight.", nameof(weights));
    }

    /// <inheritdoc/>
    public int Count => _weights.Length;

    /// <inheritdoc/>
    public double this[int index] => _weights[index];

    /// <summary>Reads numbers separated by commas.</summary>
    /// <exception cref="FormatException">The text is no such list.</exception>
    public static StyleWeights Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException("expected one number a style, such as 3,1");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out StyleWeights result)
    {
        result = null;
        var weights = new List<double>();
        foreach (var item in (s ?? "").Split(',', StringSplitOptions.TrimEntries))
        {
            if (!NumberText.TryParse(item, out var number))
            {
                return false;
            }

            weights.Add(number);
        }

        result = new StyleWeights(weights);
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(StyleWeights? other) => other is not null && _weights.AsSpan().SequenceEqual(other._weights);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as StyleWeights);

    /// <inheritdoc/>
    public override int GetHashCode() => _weights.Aggregate(0, HashCode.Combine);

    /// <inheritdoc/>
    public IEnumerator<double> GetEnumerator() => _weights.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => string.Join(',', _weights.Select(w => w.ToString("R", CultureInfo.InvariantCulture)));
}
