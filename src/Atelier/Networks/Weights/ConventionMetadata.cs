using System.Numerics;

namespace Atelier.Networks.Weights;

/// <summary>
/// The input convention in a file's metadata: either <c>input_convention</c> (<c>bgr255</c> or <c>rgb01</c>), or all of
/// <c>channel_order</c> (<c>bgr</c> or <c>rgb</c>), <c>scale</c> (<c>1</c> or <c>255</c>), <c>mean</c> and <c>std</c> (three
/// numbers between commas, in the order of the channels). Atelier writes the second form.
/// </summary>
internal static class ConventionMetadata
{
    private const string Name = "input_convention";
    private const string Order = "channel_order";
    private const string Scale = "scale";
    private const string Mean = "mean";
    private const string Deviation = "std";

    /// <summary>The convention that the metadata states; null where it states none.</summary>
    /// <exception cref="NetworkException">It is stated in part or cannot be understood.</exception>
    public static InputConvention? Read(string path, IReadOnlyDictionary<string, string> metadata)
    {
        if (metadata.TryGetValue(Name, out var name))
        {
            return name switch
            {
                "bgr255" => InputConvention.Bgr255,
                "rgb01" => InputConvention.Rgb01,
                _ => throw WeightsError.In(path, $"its metadata \"{Name}\" should be bgr255 or rgb01, but is {Quoted.Text(name)}; correct the file"),
            };
        }

        string[] keys = [Order, Scale, Mean, Deviation];
        // A lone "mean" or "scale" may mean anything; the order of the channels can only mean this.
        if (!metadata.ContainsKey(Order))
        {
            return null;
        }

        if (Array.Find(keys, key => !metadata.ContainsKey(key)) is { } missing)
        {
            throw WeightsError.In(path, $"its metadata has \"{Order}\" but not \"{missing}\"; the input convention needs {string.Join(", ", keys)}");
        }

        var bgr = metadata[Order] switch
        {
            "bgr" => true,
            "rgb" => false,
            var other => throw Wrong(Order, "bgr or rgb", other),
        };
        if (!Numbers.TryParse(metadata[Scale], out var scale) || scale is not (1 or 255))
        {
            throw Wrong(Scale, "1 or 255", metadata[Scale]);
        }

        if (Values(metadata[Mean]) is not { } mean)
        {
            throw Wrong(Mean, "three numbers", metadata[Mean]);
        }

        if (Values(metadata[Deviation]) is not { X: > 0, Y: > 0, Z: > 0 } deviation)
        {
            throw Wrong(Deviation, "three numbers above 0", metadata[Deviation]);
        }

        return new InputConvention(bgr, scale, mean, deviation);

        NetworkException Wrong(string key, string expected, string found) =>
            WeightsError.In(path, $"its metadata \"{key}\" should be {expected}, but is {Quoted.Text(found)}; correct the file");
    }

    /// <summary>Adds the convention to a file's metadata.</summary>
    public static void Write(InputConvention convention, IDictionary<string, string> metadata)
    {
        metadata[Order] = convention.Bgr ? "bgr" : "rgb";
        metadata[Scale] = FormattableString.Invariant($"{convention.Scale}");
        metadata[Mean] = InputConvention.Text(convention.Mean);
        metadata[Deviation] = InputConvention.Text(convention.StandardDeviation);
    }

    private static Vector3? Values(string text) =>
        text.Split(',', StringSplitOptions.TrimEntries) is [var first, var second, var third]
        && Numbers.TryParse(first, out var x)
        && Numbers.TryParse(second, out var y)
        && Numbers.TryParse(third, out var z) ? new Vector3(x, y, z) : null;
}
