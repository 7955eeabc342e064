using System.Globalization;
using System.Text.RegularExpressions;

namespace Atelier.Networks.Weights;

/// <summary>
/// The convolutions that a file holds, by their names: torchvision's <c>features.0.weight</c>, the papers' <c>conv1_1.weight</c> or Keras's
/// <c>block1_conv1</c>. A network that was part of another one has a prefix, such as <c>module.features.</c> or <c>state_dict.vgg.</c>, and
/// one that was cut out of another has none. The prefix is the same for all convolutions of a network.
/// </summary>
internal sealed partial class ConvolutionNames
{
    private readonly HashSet<string> _keys;

    private ConvolutionNames(string prefix, IEnumerable<Convolution> convolutions, bool hasBatchNormalization)
    {
        Prefix = prefix;
        _keys = [.. convolutions.Select(c => c.Key)];
        Outputs = [.. convolutions.Where(c => c.IsThreeByThree).OrderBy(c => Numbers(c.Key).First()).ThenBy(c => Numbers(c.Key).Last()).Select(c => c.Outputs)];
        HasBatchNormalization = hasBatchNormalization;
    }

    /// <summary>The prefix of the names of all convolutions.</summary>
    public string Prefix { get; }

    /// <summary>The output channels of the 3×3 convolutions, in the order of the network.</summary>
    public IReadOnlyList<long> Outputs { get; }

    /// <summary>Whether the network has layers of batch normalisation.</summary>
    public bool HasBatchNormalization { get; }

    /// <summary>Finds the network of a file: of several, the one with the most convolutions.</summary>
    public static ConvolutionNames Of(IReadOnlyList<WeightInfo> tensors)
    {
        var network = tensors.Select(Convolution.Of).OfType<Convolution>().GroupBy(c => c.Prefix).MaxBy(g => g.Count());
        return network is null
            ? new ConvolutionNames("features.", [], hasBatchNormalization: false)
            : new ConvolutionNames(
                network.Key,
                network,
                tensors.Any(t => t.Name.StartsWith(network.Key, StringComparison.Ordinal) && t.Name.EndsWith(".running_mean", StringComparison.Ordinal)));
    }

    /// <summary>Whether the file holds a convolution, under whichever name.</summary>
    public bool Has(ConvolutionLayer layer) => Keys(layer).Any(_keys.Contains);

    /// <summary>The name of one of a convolution's arrays in a file of PyTorch.</summary>
    public string Of(ConvolutionLayer layer, string array) => $"{Prefix}{Keys(layer).FirstOrDefault(_keys.Contains) ?? Keys(layer)[0]}.{array}";

    private static string[] Keys(ConvolutionLayer layer) => [layer.TorchIndex.ToString(CultureInfo.InvariantCulture), layer.Name, layer.KerasName];

    private static IEnumerable<int> Numbers(string key) => Number().Matches(key).Select(m => int.Parse(m.Value, CultureInfo.InvariantCulture));

    [GeneratedRegex("[0-9]{1,4}", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"\A(?:(.*\.)?([0-9]{1,4}|conv[0-9]{1,2}_[0-9]{1,2})\.weight|(.*/)?(block[0-9]{1,2}_conv[0-9]{1,2})/.*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Kernel();

    // Keras has the channels last.
    private sealed record Convolution(string Prefix, string Key, long Outputs, bool IsThreeByThree)
    {
        public static Convolution? Of(WeightInfo tensor) =>
            tensor.Shape is not [var a, var b, var c, var d] || Kernel().Match(tensor.Name) is not { Success: true } name ? null
            : name.Groups[4].Success ? new Convolution(name.Groups[3].Value, name.Groups[4].Value, d, (a, b) == (3, 3))
            : new Convolution(name.Groups[1].Value, name.Groups[2].Value, a, (c, d) == (3, 3));
    }
}
