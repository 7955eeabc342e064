using System.Runtime.InteropServices;
using Atelier.Networks.Weights;

namespace Atelier.Tests.Networks;

/// <summary>Two small convolutions under the names that the file formats use, so that files are a few kB.</summary>
internal static class TinyWeights
{
    public static readonly IReadOnlyList<ConvolutionLayer> Layers =
    [
        new("conv1_1", 0, "block1_conv1", 3, 4),
        new("conv1_2", 2, "block1_conv2", 4, 5),
    ];

    /// <summary>Kernels (O, I, 3, 3) whose every element is different.</summary>
    public static readonly Vgg19Weights Weights = new(
        [.. Layers.Select(l => new ConvolutionWeights(l, Ramp(l.Outputs * l.Inputs * 9, l.Outputs), Ramp(l.Outputs, 0.5f)))],
        InputConvention.Bgr255);

    public static float[] Ramp(int count, float start) => [.. Enumerable.Range(0, count).Select(i => start + (i / 64f))];

    public static byte[] Bytes(float[] values) => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();

    public static void AssertEqual(Vgg19Weights expected, Vgg19Weights actual)
    {
        Assert.Equal(expected.Convolutions.Count, actual.Convolutions.Count);
        foreach (var (e, a) in expected.Convolutions.Zip(actual.Convolutions))
        {
            Assert.Equal(e.Layer, a.Layer);
            Assert.Equal(e.Kernel, a.Kernel);
            Assert.Equal(e.Bias, a.Bias);
        }
    }

    public static Dictionary<string, string> Metadata(InputConvention? convention = null)
    {
        var metadata = new Dictionary<string, string>();
        ConventionMetadata.Write(convention ?? InputConvention.Bgr255, metadata);
        return metadata;
    }

    public static string WriteSafetensors(string path, Vgg19Weights? weights = null, Dictionary<string, string>? metadata = null)
    {
        SafetensorsWriter.Write(path, (weights ?? Weights).ToTensors(), metadata ?? Metadata());
        return path;
    }
}
