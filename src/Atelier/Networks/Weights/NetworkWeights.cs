namespace Atelier.Networks.Weights;

/// <summary>The contents of a weights file for a network of the VGG family.</summary>
/// <param name="Architecture">Its layers, up to the last that the file has.</param>
/// <param name="Weights">Its convolutions and its input convention.</param>
/// <param name="Taps">The layers that it stands for; empty for VGG-19, whose own layers are read.</param>
internal sealed record NetworkWeights(NetworkArchitecture Architecture, Vgg19Weights Weights, IReadOnlyList<TapWeights> Taps)
{
    /// <summary>Reads and checks all of it.</summary>
    /// <exception cref="NetworkException">Something is missing, of another shape, or not finite.</exception>
    public static NetworkWeights Load(WeightsFile file)
    {
        var declared = ArchitectureMetadata.Read(file);
        var layers = Vgg19Layers.Of(declared).ToList();
        var weights = Vgg19Weights.Load(file, layers);
        var count = weights.Convolutions.Count;
        return count < layers.Count && ArchitectureMetadata.IsIn(file)
            ? throw Vgg19Weights.Missing(file.Path, layers[count], ConvolutionNames.Of(file.Tensors))
            : new NetworkWeights(declared.EndingAfter(count), weights, TapWeights.Load(file, declared));
    }
}
