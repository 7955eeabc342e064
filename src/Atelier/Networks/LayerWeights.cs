using System.Collections;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Atelier.Networks;

/// <summary>Names of layers, each with a weight: <c>relu1_1:4,relu3_1</c>. A layer without a number weighs 1.</summary>
[TypeConverter(typeof(ParsableTypeConverter<LayerWeights>))]
[JsonConverter(typeof(ParsableJsonConverter<LayerWeights>))]
public sealed class LayerWeights : IParsable<LayerWeights>, IReadOnlyList<LayerWeight>, IEquatable<LayerWeights>
{
    private readonly LayerWeight[] _layers;

    /// <summary>Takes the layers in the order given.</summary>
    /// <exception cref="ArgumentException">No layer, one without a name, or one twice.</exception>
    public LayerWeights(params IReadOnlyList<LayerWeight> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        _layers = [.. layers];
        if (_layers.Length == 0 || _layers.Any(l => string.IsNullOrWhiteSpace(l.Layer)) || _layers.DistinctBy(l => l.Layer).Count() != _layers.Length)
        {
            throw new ArgumentException("Give at least one layer, each with its name, and each once.", nameof(layers));
        }
    }

    /// <inheritdoc/>
    public int Count => _layers.Length;

    /// <inheritdoc/>
    public LayerWeight this[int index] => _layers[index];

    /// <summary>Reads <c>layer[:weight],…</c>.</summary>
    /// <exception cref="FormatException">The text is no such list.</exception>
    public static LayerWeights Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException("expected layers such as relu1_1:2.5,relu3_1, each once, weights with a point");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out LayerWeights result)
    {
        result = null;
        var layers = new List<LayerWeight>();
        foreach (var item in (s ?? "").Split(',', StringSplitOptions.TrimEntries))
        {
            var parts = item.Split(':', StringSplitOptions.TrimEntries);
            var weight = 1.0;
            // No layer is called by a number: the 5 of relu1_1:2,5 belongs to a weight.
            if (parts.Length > 2 || parts[0].Length == 0 || NumberText.TryParse(parts[0], out _) || layers.Exists(l => l.Layer == parts[0])
                || (parts.Length == 2 && !NumberText.TryParse(parts[1], out weight)))
            {
                return false;
            }

            layers.Add(new LayerWeight(parts[0], weight));
        }

        result = new LayerWeights(layers);
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(LayerWeights? other) => other is not null && _layers.AsSpan().SequenceEqual(other._layers);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LayerWeights);

    /// <inheritdoc/>
    public override int GetHashCode() => _layers.Aggregate(0, HashCode.Combine);

    /// <inheritdoc/>
    public IEnumerator<LayerWeight> GetEnumerator() => _layers.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => string.Join(',', _layers.Select(l => l.ToString()));
}

/// <summary>A layer and its weight.</summary>
/// <param name="Layer">The layer's name, such as <c>relu4_2</c>.</param>
/// <param name="Weight">Its weight, at least 0.</param>
public readonly record struct LayerWeight(string Layer, double Weight)
{
    /// <inheritdoc/>
    public override string ToString() => Weight == 1 ? Layer : string.Create(CultureInfo.InvariantCulture, $"{Layer}:{Weight:R}");
}
