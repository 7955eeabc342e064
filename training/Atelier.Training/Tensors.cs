using Atelier.Networks.Weights;
using static TorchSharp.torch;

namespace Atelier.Training;

/// <summary>Tensors to and from weights files.</summary>
internal static class Tensors
{
    /// <summary>The numbers of a tensor, last dimension fastest.</summary>
    public static float[] Values(Tensor t)
    {
        using var scope = NewDisposeScope();
        return t.detach().to(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
    }

    /// <summary>A tensor as an array to be written.</summary>
    public static NamedTensor Named(string name, Tensor t, bool half = false) => new(name, t.shape, Values(t), half);

    /// <summary>Reads an array of a file, float32, to the CPU.</summary>
    public static Tensor Read(WeightsFile file, string name) =>
        tensor(file.Read(name), file.Tensors.First(t => t.Name == name).Shape.ToArray());
}
