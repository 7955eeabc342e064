using Atelier.Networks;
using Atelier.Networks.Weights;

namespace Atelier.Training.Tests;

/// <summary>A seeded network with VGG-19's layers and just as many channels as the student needs to learn from.</summary>
internal static class SmallTeacher
{
    private static readonly NetworkArchitecture Architecture = new([[32, 32], [64, 64], [128, 128, 128, 128], [256, 256, 256, 256], [256]]);

    /// <summary>Writes its weights file.</summary>
    public static string Write(string path)
    {
        var random = new Random(5);
        ConvolutionWeights[] convolutions = [.. Vgg19Layers.Of(Architecture).Select(layer => new ConvolutionWeights(
            layer,
            Uniform(layer.Outputs * layer.Inputs * 9, Math.Sqrt(6.0 / (9 * layer.Inputs))), // He et al. (2015): activations neither grow nor vanish
            Uniform(layer.Outputs, 0.1)))];
        var metadata = new Dictionary<string, string> { [ArchitectureMetadata.Key] = ArchitectureMetadata.Text(Architecture) };
        ConventionMetadata.Write(InputConvention.Rgb01, metadata);
        SafetensorsWriter.Write(path, new Vgg19Weights(convolutions, InputConvention.Rgb01).ToTensors(), metadata);
        return path;

        float[] Uniform(int count, double bound) => [.. Enumerable.Range(0, count).Select(_ => (float)(bound * ((2 * random.NextDouble()) - 1)))];
    }
}
