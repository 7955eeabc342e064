using System.Globalization;
using System.Text.RegularExpressions;

namespace Atelier.Networks.Weights;

/// <summary>
/// The weights of a tap: a 1×1 convolution that reads a layer of a student network and stands for a layer of its teacher.
/// It gives the teacher's features in an orthonormal basis of fewer directions than the teacher has channels.
/// </summary>
/// <param name="Layer">The teacher's layer, such as <c>relu4_1</c>.</param>
/// <param name="Source">The index of the student's layer that it reads, a ReLU.</param>
/// <param name="Channels">The channels of the teacher's layer.</param>
/// <param name="Kernel">(directions, inputs), last dimension fastest.</param>
/// <param name="Bias">(directions).</param>
internal sealed partial record TapWeights(string Layer, int Source, int Channels, float[] Kernel, float[] Bias)
{
    private const string Taps = "taps";
    private const string TeacherChannels = "teacher_channels";

    /// <summary>
    /// The taps that a file declares, none where it declares none. Metadata <c>taps</c> lists layer, source and number of
    /// directions, such as <c>relu1_1:features.1:32</c>, and <c>teacher_channels</c> the channels, such as <c>relu1_1:64</c>.
    /// </summary>
    /// <exception cref="NetworkException">The declaration cannot be understood, or an array is missing or not as declared.</exception>
    public static IReadOnlyList<TapWeights> Load(WeightsFile file, NetworkArchitecture architecture)
    {
        if (!file.Metadata.TryGetValue(Taps, out var taps))
        {
            return [];
        }

        var channels = file.Metadata.GetValueOrDefault(TeacherChannels, "").Split(',');
        return [.. taps.Split(',').Select(tap => Load(file, architecture, tap, channels))];
    }

    private static TapWeights Load(WeightsFile file, NetworkArchitecture architecture, string declaration, string[] teacher)
    {
        var parts = Declaration().Match(declaration);
        var (layer, source, directions) = (parts.Groups[1].Value, Number(parts.Groups[2].Value), Number(parts.Groups[3].Value));
        if (!parts.Success || source >= architecture.Layers.Count || architecture.Layers[source].Kind != LayerKind.Relu)
        {
            throw Wrong(Taps, "list taps such as relu1_1:features.1:32, each of a ReLU", declaration);
        }

        var own = Array.Find(teacher, c => c.StartsWith(layer + ':', StringComparison.Ordinal)) ?? "";
        var channels = Number(own[Math.Min(own.Length, layer.Length + 1)..]);
        if (channels < directions)
        {
            throw Wrong(TeacherChannels, $"give {layer} at least its {directions} directions", own);
        }

        // In the file a tap's output has a mean square of 1; times the scale it is in the teacher's units.
        var scale = file.Read($"taps.{layer}.scale", [1])[0];
        return new TapWeights(
            layer,
            source,
            channels,
            Scaled(file.Read($"taps.{layer}.weight", [directions, architecture.Layers[source].Channels, 1, 1])),
            Scaled(file.Read($"taps.{layer}.bias", [directions])));

        float[] Scaled(float[] values) => [.. values.Select(v => v * scale)];

        NetworkException Wrong(string key, string expected, string found) =>
            WeightsError.In(file.Path, $"its metadata \"{key}\" should {expected}, but has {Quoted.Text(found)}; fetch the file again");
    }

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex(@"\A([a-z0-9_]+):features\.([0-9]{1,4}):([1-9][0-9]{0,3})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Declaration();
}
