using Atelier.Networks;
using Atelier.Networks.Weights;
using static TorchSharp.torch;

namespace Atelier.Training;

/// <summary>The network that the student learns from: any VGG-19 that Atelier reads.</summary>
internal static class Teacher
{
    /// <summary>Reads its weights.</summary>
    /// <exception cref="NetworkException">The file is missing or cannot be trusted.</exception>
    public static FeatureNetwork Load(string path, Engine engine)
    {
        using var file = WeightsFile.Open(path);
        var (architecture, weights, taps) = NetworkWeights.Load(file);
        return new FeatureNetwork(architecture, weights.Convolutions, weights.Convention, engine, new NetworkSettings(), taps);
    }

    /// <summary>The activations of some layers, channels last, in the network's format.</summary>
    /// <param name="teacher">The teacher.</param>
    /// <param name="pictures">(N, 3, H, W), RGB, 0 to 1, float32.</param>
    /// <param name="layers">Names such as <c>relu4_1</c>, or <c>conv4_1</c> for the values before the ReLU.</param>
    public static Dictionary<string, Tensor> Activations(this FeatureNetwork teacher, Tensor pictures, IReadOnlyCollection<string> layers)
    {
        using var scope = NewDisposeScope();
        using var maps = teacher.Forward(pictures, layers);
        return layers.ToDictionary(l => l, l => maps[l].alias().MoveToOuterDisposeScope());
    }
}
