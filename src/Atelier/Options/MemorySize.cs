using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Atelier;

/// <summary>A number of bytes as people write it: <c>4GiB</c>, <c>1.5 GiB</c>, <c>600MB</c>.</summary>
/// <param name="Bytes">The bytes.</param>
[TypeConverter(typeof(ParsableTypeConverter<MemorySize>))]
[JsonConverter(typeof(ParsableJsonConverter<MemorySize>))]
public readonly partial record struct MemorySize(long Bytes) : IParsable<MemorySize>
{
    private const string Expected = "expected a size such as 4GiB or 600MiB";

    private static readonly (string Unit, double Bytes)[] Units =
        [("GiB", 1L << 30), ("MiB", 1L << 20), ("KiB", 1L << 10), ("TiB", 1L << 40), ("GB", 1e9), ("MB", 1e6), ("KB", 1e3), ("TB", 1e12)];

    /// <summary>Reads a number and its unit; case does not matter.</summary>
    /// <exception cref="FormatException">The text is no size.</exception>
    public static MemorySize Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException(Expected + NumberText.Advice(s));

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out MemorySize result)
    {
        result = default;
        var parts = Pattern().Match(s ?? "");
        if (!parts.Success || !NumberText.TryParse(parts.Groups[1].Value, out var number))
        {
            return false;
        }

        var unit = Array.Find(Units, u => u.Unit.Equals(parts.Groups[2].Value, StringComparison.OrdinalIgnoreCase)).Bytes;
        var bytes = number * unit;
        if (!(bytes is >= 1 and < 1L << 60))
        {
            return false;
        }

        result = new MemorySize((long)Math.Round(bytes));
        return true;
    }

    /// <summary>The text that <see cref="Parse"/> reads, as short as can be.</summary>
    public override string ToString()
    {
        var bytes = Bytes;
        return Units.OrderByDescending(u => u.Bytes).Where(u => bytes / u.Bytes * 1000 % 1 == 0)
            .Select(u => (bytes / u.Bytes).ToString("0.###", CultureInfo.InvariantCulture) + u.Unit)
            .Append((bytes / 1e3).ToString("0.###", CultureInfo.InvariantCulture) + "KB").MinBy(t => t.Length)!;
    }

    /// <summary>For messages: in GiB or, below a half, in MiB.</summary>
    internal static string Text(long bytes) => bytes >= 1L << 29
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):0.0} GiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 20):0} MiB");

    [GeneratedRegex(@"\A([0-9]{1,15}(?:\.[0-9]{1,6})?) ?([KMGT]i?B)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
