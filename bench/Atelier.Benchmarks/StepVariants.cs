using System.Globalization;
using Atelier.Losses;
using Atelier.Networks;
using Atelier.Networks.Runtime;
using Atelier.Networks.Tiling;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Atelier.Benchmarks;

/// <summary>One way of doing a step, measured in a process of its own, so that no other's memory settings touch it.</summary>
internal static class StepVariants
{
    private const int Size = 512;
    private const int Calls = 7;

    /// <summary>Prints the median milliseconds of <c>plain</c>, <c>float32</c>, <c>bfloat16</c>, or <c>bare-float32</c>, <c>bare-bfloat16</c>.</summary>
    /// <param name="variant">The way.</param>
    /// <param name="network">For <c>float32</c> and <c>bfloat16</c>, the network's name or file; null for the installed VGG-19.</param>
    public static int Measure(string variant, string? network = null)
    {
        TorchRuntime.Start(pooledMemory: variant != "plain");
        var format = variant.EndsWith("bfloat16", StringComparison.Ordinal) ? Precision.BFloat16 : Precision.Float32;
        var milliseconds = variant switch
        {
            "plain" => Plain(),
            "float32" or "bfloat16" => Ours(format, network),
            _ => BareConvolutions(format),
        };
        Console.WriteLine(milliseconds.ToString("F1", CultureInfo.InvariantCulture));
        return 0;
    }

    private static double Plain()
    {
        using var scope = NewDisposeScope();
        var (weights, convention) = NetworkLoader.Weights(new StylizeOptions());
        var network = new PlainVgg(weights, convention);
        var image = Subject.Noise(Size, seed: 1);
        Dictionary<string, Tensor> grams;
        using (no_grad())
        {
            grams = network.Features(Subject.Noise(Size, seed: 2), Subject.StyleLayers).ToDictionary(m => m.Key, m => PlainVgg.Gram(m.Value));
        }

        return Subject.Median(Calls, () => network.Evaluate(image, [], grams, 0, 1).Gradient.Dispose());
    }

    private static double Ours(Precision precision, string? name)
    {
        using var scope = NewDisposeScope();
        var options = new StylizeOptions { Network = name, Precision = precision, Device = DeviceChoice.Cpu, ContentWeight = 0, TvWeight = 0, RangeWeight = 0 };
        using var network = NetworkLoader.Load(options, orEmbedded: false);
        var image = Subject.Noise(Size, seed: 1);
        using var objective = new Objective(new ObjectiveInputs(
            network.Features, ObjectivePictures.Pair(image, Subject.Noise(Size, seed: 2)), options, TileSettings.Whole));
        return Subject.Median(Calls, () => objective.Evaluate(image).Gradient.Dispose());
    }

    // What could not be saved: the forward convolutions, once for the way there and once for the way back.
    private static double BareConvolutions(Precision precision)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var format = precision == Precision.BFloat16 ? ScalarType.BFloat16 : ScalarType.Float32;
        var (total, inputs) = (0.0, 3);
        foreach (var layer in NetworkArchitecture.Vgg19.Convolutions.TakeWhile(l => l.Name != "conv5_2"))
        {
            using var inner = NewDisposeScope();
            var x = ChannelsLast.Of(randn(1, inputs, Size / layer.Stride, Size / layer.Stride).to(format));
            var weight = ChannelsLast.Of(randn(layer.Channels, inputs, 3, 3).to(format));
            var bias = zeros(layer.Channels).to(format);
            total += Subject.Median(Calls, () => conv2d(x, weight, bias, padding: [1, 1]).Dispose());
            inputs = layer.Channels;
        }

        return 2 * total;
    }
}
