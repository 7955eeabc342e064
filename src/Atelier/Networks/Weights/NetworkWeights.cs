namespace Atelier.Networks.Weights;

/// <summary>Everything that a weights file says of a network of the VGG family.</summary>
/// <param name="Architecture">Its layers.</param>
/// <param name="Weights">Its convolutions and how it wants its input.</param>
/// <param name="Taps">What is read from it in place of its layers; empty for VGG-19 itself.</param>
internal sealed record NetworkWeights(NetworkArchitecture Architecture, Vgg19Weights Weights, IReadOnlyList<TapWeights> Taps)
{
    /// <summary>Reads and checks all of it.</summary>
    /// <exception cref="NetworkException">Something is missing, of another shape, or not finite.</exception>
    public static NetworkWeights Load(WeightsFile file)
    {
        var architecture = ArchitectureMetadata.Read(file);
        return new NetworkWeights(architecture, Vgg19Weights.Load(file, [.. Vgg19Layers.Of(architecture)]), TapWeights.Load(file, architecture));
    }
}
