namespace Atelier.Networks.Weights;

/// <summary>One value for each of three channels, in the order in which the network takes its channels.</summary>
/// <param name="First">Of the first channel: blue where the network takes BGR, red where it takes RGB.</param>
/// <param name="Second">Of the second channel, green.</param>
/// <param name="Third">Of the third channel: red where the network takes BGR, blue where it takes RGB.</param>
internal readonly record struct ChannelValues(float First, float Second, float Third)
{
    /// <summary>The text that <see cref="TryParse"/> reads: <c>103.939,116.779,123.68</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{First:R},{Second:R},{Third:R}");

    /// <summary>The three values, first to third.</summary>
    public float[] ToArray() => [First, Second, Third];

    /// <summary>Reads three finite numbers between commas.</summary>
    internal static bool TryParse(string text, out ChannelValues values)
    {
        values = default;
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        if (parts.Length != 3
            || !Numbers.TryParse(parts[0], out var first)
            || !Numbers.TryParse(parts[1], out var second)
            || !Numbers.TryParse(parts[2], out var third))
        {
            return false;
        }

        values = new ChannelValues(first, second, third);
        return true;
    }
}
