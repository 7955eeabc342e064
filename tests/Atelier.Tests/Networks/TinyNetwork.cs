using Atelier.Networks;

namespace Atelier.Tests.Networks;

/// <summary>A seeded network of three small blocks, for whole runs in a moment.</summary>
internal static class TinyNetwork
{
    public static NetworkArchitecture Architecture { get; } = new([[6, 8], [8, 12], [12]]);

    public static FeatureNetwork Create(
        Precision precision = Precision.Float32, PoolingKind pooling = PoolingKind.Max, PaddingKind padding = PaddingKind.Zero) =>
        new(
            Architecture,
            Weights(seed: 7),
            InputConvention.Rgb01,
            Engine.Choose(DeviceChoice.Cpu, precision),
            new NetworkSettings(pooling, padding));

    public static LoadedNetwork Load(StylizeOptions options) =>
        new("tiny", Create(options.Precision, options.Pooling, options.Padding));

    public static IReadOnlyList<ConvolutionWeights> Weights(int seed)
    {
        var random = new Random(seed);
        var (weights, inputs) = (new List<ConvolutionWeights>(), 3);
        foreach (var layer in Architecture.Convolutions)
        {
            var deviation = Math.Sqrt(2.0 / (9 * inputs)); // He et al. (2015): activations neither grow nor vanish
            weights.Add(new ConvolutionWeights(
                layer.Channels,
                inputs,
                [.. Enumerable.Range(0, layer.Channels * inputs * 9).Select(_ => (float)(deviation * Gaussian(random)))],
                [.. Enumerable.Range(0, layer.Channels).Select(_ => (float)(0.1 * Gaussian(random)))]));
            inputs = layer.Channels;
        }

        return weights;
    }

    private static double Gaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
