using Atelier.Networks;
using Atelier.Networks.Weights;

namespace Atelier.Tests.Networks;

/// <summary>A seeded network of three small blocks, for whole runs in a moment.</summary>
internal static class TinyNetwork
{
    public static NetworkArchitecture Architecture { get; } = new([[6, 8], [8, 12], [12]]);

    public static FeatureNetwork Create(
        Precision precision = Precision.Float32,
        PoolingKind pooling = PoolingKind.Max,
        PaddingKind padding = PaddingKind.Zero,
        IReadOnlyList<ConvolutionWeights>? weights = null,
        params IReadOnlyList<TapWeights> taps) =>
        new(
            Architecture,
            weights ?? Weights(seed: 7),
            InputConvention.Rgb01,
            Engine.Choose(DeviceChoice.Cpu, precision),
            new NetworkSettings(pooling, padding),
            taps);

    public static LoadedNetwork Load(StylizeOptions options) =>
        new("tiny", Create(options.Precision, options.Pooling, options.Padding));

    public static IReadOnlyList<ConvolutionWeights> Weights(int seed)
    {
        var random = new Random(seed);
        return [.. Vgg19Layers.Of(Architecture).Select(layer => Convolution(layer, random))];
    }

    /// <summary>A random tap that reads one layer and goes by the name of another.</summary>
    public static TapWeights Tap(string layer, string source, int directions, int channels, int seed)
    {
        var random = new Random(seed);
        var place = Architecture.IndexOf(source);
        return new TapWeights(
            layer,
            place,
            channels,
            [.. Enumerable.Range(0, directions * Architecture.Layers[place].Channels).Select(_ => (float)(0.3 * Gaussian(random)))],
            [.. Enumerable.Range(0, directions).Select(_ => (float)(0.1 * Gaussian(random)))]);
    }

    private static ConvolutionWeights Convolution(ConvolutionLayer layer, Random random)
    {
        var deviation = Math.Sqrt(2.0 / (9 * layer.Inputs)); // He et al. (2015): activations neither grow nor vanish
        return new ConvolutionWeights(
            layer,
            [.. Enumerable.Range(0, layer.Outputs * layer.Inputs * 9).Select(_ => (float)(deviation * Gaussian(random)))],
            [.. Enumerable.Range(0, layer.Outputs).Select(_ => (float)(0.1 * Gaussian(random)))]);
    }

    private static double Gaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
