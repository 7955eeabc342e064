namespace Atelier.Networks.Weights;

/// <summary>
/// What a Keras file calls a convolution's arrays. Versions of Keras differ in all but the layer's name, so the kernel is
/// whatever has four dimensions below a group of that name, and the bias what has one.
/// </summary>
internal sealed record KerasNames(string Kernel, string Bias)
{
    /// <summary>Finds a layer's arrays; null where the file has no group of that name.</summary>
    /// <exception cref="NetworkException">The group does not hold exactly one kernel and one bias.</exception>
    public static KerasNames? Find(WeightsFile file, ConvolutionLayer layer)
    {
        var tensors = file.Tensors.Where(t => $"/{t.Name}".Contains($"/{layer.KerasName}/", StringComparison.Ordinal)).ToArray();
        if (tensors.Length == 0)
        {
            return null;
        }

        var kernels = Array.FindAll(tensors, t => t.Shape.Count == 4);
        var biases = Array.FindAll(tensors, t => t.Shape.Count == 1);
        return kernels.Length == 1 && biases.Length == 1
            ? new KerasNames(kernels[0].Name, biases[0].Name)
            : throw WeightsError.In(file.Path, $"{layer.KerasName} should hold one kernel and one bias, but holds {kernels.Length} and {biases.Length}; use another file");
    }
}
