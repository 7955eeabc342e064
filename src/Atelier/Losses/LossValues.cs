using System.Text.Json;
using System.Text.Json.Serialization;
using Atelier.Losses;

namespace Atelier;

/// <summary>The value of the objective and of its terms, each times its weight.</summary>
/// <param name="Total">The sum of all terms; infinite before the first step.</param>
/// <param name="Terms">
/// The terms by name: <c>content</c>, <c>style</c>, <c>tv</c> (total variation), <c>range</c> (values outside of 0 to 1) and <c>preview</c>
/// (the difference from the preview, at scales that have one); then those of <see cref="StylizeOptions.Losses"/>.
/// </param>
[JsonConverter(typeof(LossValuesConverter))]
public sealed record LossValues(double Total, IReadOnlyDictionary<string, double> Terms)
{
    /// <summary>A term by its name; 0 for a name that no term has.</summary>
    public double this[string name] => Terms.GetValueOrDefault(name);

    /// <inheritdoc/>
    public bool Equals(LossValues? other) => other is not null && Total.Equals(other.Total) && Terms.SequenceEqual(other.Terms);

    /// <inheritdoc/>
    public override int GetHashCode() => Total.GetHashCode();

    /// <summary>The losses where nothing is painted.</summary>
    internal static LossValues Zero { get; } = Of([]);

    /// <summary>The losses before the first evaluation.</summary>
    internal static LossValues Unknown { get; } = Zero with { Total = double.PositiveInfinity };

    /// <summary>The losses of terms; a term that is not given is 0.</summary>
    internal static LossValues Of(Dictionary<string, double> terms)
    {
        var all = LossTerm.All.Select(t => t.Name).Union(terms.Keys).ToDictionary(name => name, name => terms.GetValueOrDefault(name));
        return new LossValues(all.Values.Sum(), all);
    }
}

/// <summary>Writes losses as one object of numbers, <c>total</c> first.</summary>
internal sealed class LossValuesConverter : JsonConverter<LossValues>
{
    /// <inheritdoc/>
    public override LossValues Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var numbers = JsonSerializer.Deserialize<Dictionary<string, double>>(ref reader, options)!;
        return new LossValues(numbers.GetValueOrDefault("total"), numbers.Where(n => n.Key != "total").ToDictionary());
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, LossValues value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, new Dictionary<string, double>(value.Terms.Prepend(new("total", value.Total))), options);
}
