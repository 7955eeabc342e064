namespace Atelier.Networks.Weights;

/// <summary>A 3×3 convolution of VGG-19 and its names in the file formats.</summary>
/// <param name="Name">The name in papers: <c>conv1_1</c>.</param>
/// <param name="TorchIndex">Its index among torchvision's <c>features</c>.</param>
/// <param name="KerasName">Keras's name: <c>block1_conv1</c>.</param>
/// <param name="Inputs">Input channels.</param>
/// <param name="Outputs">Output channels.</param>
internal sealed record ConvolutionLayer(string Name, int TorchIndex, string KerasName, int Inputs, int Outputs);

/// <summary>The convolutions of networks of the VGG family, by the names that files give them.</summary>
internal static class Vgg19Layers
{
    /// <summary>All 16 of VGG-19, from conv1_1 to conv5_4.</summary>
    public static IReadOnlyList<ConvolutionLayer> All { get; } = [.. Of(NetworkArchitecture.Vgg19)];

    /// <summary>The convolutions of a network of the same family.</summary>
    public static IEnumerable<ConvolutionLayer> Of(NetworkArchitecture architecture)
    {
        var (index, inputs) = (0, 3);
        foreach (var (block, channels) in architecture.Blocks.Index())
        {
            for (var i = 1; i <= channels.Count; i++)
            {
                yield return new ConvolutionLayer($"conv{block + 1}_{i}", index, $"block{block + 1}_conv{i}", inputs, channels[i - 1]);
                inputs = channels[i - 1];
                index += 2; // the convolution and its ReLU
            }

            index++; // the pooling
        }
    }
}
