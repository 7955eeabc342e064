using Atelier.Networks;
using Atelier.Networks.Weights;

namespace Atelier.Cli.Tests;

/// <summary>A seeded network with VGG-19's layers and few channels, as a file of some kB.</summary>
internal static class TinyNetworkFile
{
    private static readonly NetworkArchitecture Architecture = new([[4, 4], [6, 6], [8, 8, 8, 8], [8, 8, 8, 8], [8]]);

    /// <summary>Writes it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="spoil">Changes the first kernel, for a network that cannot be used.</param>
    public static string Write(string path, Action<float[]>? spoil = null)
    {
        var random = new Random(11);
        ConvolutionWeights[] convolutions = [.. Vgg19Layers.Of(Architecture).Select(layer => new ConvolutionWeights(
            layer,
            [.. Enumerable.Range(0, layer.Outputs * layer.Inputs * 9).Select(_ => (random.NextSingle() - 0.5f) * 3 / MathF.Sqrt(layer.Inputs))],
            [.. Enumerable.Repeat(0.1f, layer.Outputs)]))];
        spoil?.Invoke(convolutions[0].Kernel);
        var metadata = new Dictionary<string, string> { [ArchitectureMetadata.Key] = ArchitectureMetadata.Text(Architecture) };
        ConventionMetadata.Write(InputConvention.Rgb01, metadata);
        SafetensorsWriter.Write(path, new Vgg19Weights(convolutions, InputConvention.Rgb01).ToTensors(), metadata);
        return path;
    }
}
