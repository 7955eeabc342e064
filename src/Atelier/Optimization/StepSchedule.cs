using System.Collections;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Atelier.Optimization;

/// <summary>
/// Steps of each scale, from coarse to fine: <c>200</c> or <c>300,200,100</c>. The first number belongs to the coarsest scale, and
/// the last serves all finer ones, so that a large picture does at each scale what a small one does.
/// </summary>
[TypeConverter(typeof(ParsableTypeConverter<StepSchedule>))]
[JsonConverter(typeof(ParsableJsonConverter<StepSchedule>))]
public sealed class StepSchedule : IParsable<StepSchedule>, IReadOnlyList<int>, IEquatable<StepSchedule>
{
    private readonly int[] _steps;

    /// <summary>Takes the numbers from coarse to fine.</summary>
    /// <exception cref="ArgumentException">No number.</exception>
    public StepSchedule(params IReadOnlyList<int> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        _steps = steps.Count > 0 ? [.. steps] : throw new ArgumentException("Give at least one number of steps.", nameof(steps));
    }

    /// <inheritdoc/>
    public int Count => _steps.Length;

    /// <inheritdoc/>
    public int this[int index] => _steps[index];

    /// <summary>The steps of one scale.</summary>
    /// <param name="scale">The scale, from 0, coarse to fine.</param>
    public int For(int scale) => _steps[Math.Min(scale, _steps.Length - 1)];

    /// <summary>Reads numbers separated by commas.</summary>
    /// <exception cref="FormatException">The text is no such list.</exception>
    public static StepSchedule Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException("expected a number of steps, or one a scale such as 300,200,100");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out StepSchedule result)
    {
        result = null;
        var steps = new List<int>();
        foreach (var item in (s ?? "").Split(',', StringSplitOptions.TrimEntries))
        {
            if (!int.TryParse(item, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            {
                return false;
            }

            steps.Add(number);
        }

        result = new StepSchedule(steps);
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(StepSchedule? other) => other is not null && _steps.AsSpan().SequenceEqual(other._steps);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as StepSchedule);

    /// <inheritdoc/>
    public override int GetHashCode() => _steps.Aggregate(0, HashCode.Combine);

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => _steps.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => string.Join(',', _steps.Select(s => s.ToString(CultureInfo.InvariantCulture)));
}
