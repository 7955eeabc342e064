using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Atelier.Networks;

/// <summary>Where a network runs: <c>auto</c>, <c>cpu</c>, <c>cuda</c>, <c>cuda:1</c> or <c>mps</c>.</summary>
/// <param name="Kind">The kind of device.</param>
/// <param name="Index">Which of several, from 0.</param>
[TypeConverter(typeof(ParsableTypeConverter<DeviceChoice>))]
[JsonConverter(typeof(ParsableJsonConverter<DeviceChoice>))]
public sealed record DeviceChoice(DeviceKind Kind, int Index = 0) : IParsable<DeviceChoice>
{
    /// <summary>A GPU where there is one that libtorch can use, else the processor.</summary>
    public static DeviceChoice Auto { get; } = new(DeviceKind.Auto);

    /// <summary>The processor.</summary>
    public static DeviceChoice Cpu { get; } = new(DeviceKind.Cpu);

    /// <summary>Reads a device's name.</summary>
    /// <exception cref="FormatException">The text is none.</exception>
    public static DeviceChoice Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException("expected auto, cpu, cuda, cuda:N or mps");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out DeviceChoice result)
    {
        result = s switch
        {
            "auto" => Auto,
            "cpu" => Cpu,
            "cuda" => new DeviceChoice(DeviceKind.Cuda),
            "mps" => new DeviceChoice(DeviceKind.Mps),
            not null when s.StartsWith("cuda:", StringComparison.Ordinal)
                && int.TryParse(s.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                => new DeviceChoice(DeviceKind.Cuda, index),
            _ => null,
        };
        return result is not null;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Kind.ToString().ToLowerInvariant() + (Index > 0 ? string.Create(CultureInfo.InvariantCulture, $":{Index}") : "");
}

/// <summary>A kind of device.</summary>
public enum DeviceKind
{
    /// <summary>The fastest that is there.</summary>
    Auto,

    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>An NVIDIA GPU.</summary>
    Cuda,

    /// <summary>The GPU of an Apple chip.</summary>
    Mps,
}
