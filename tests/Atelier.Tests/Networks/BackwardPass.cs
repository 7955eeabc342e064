using Atelier.Networks;
using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Tests.Networks;

/// <summary>The backward pass of a whole network.</summary>
internal static class BackwardPass
{
    /// <summary>The gradient with respect to the picture, (1, 3, H, W), given those with respect to feature maps, which it uses up.</summary>
    public static Tensor Backward(this FeatureNetwork network, FeatureMaps maps, IReadOnlyDictionary<string, Tensor> gradients) => network.Backward(
        maps, ofOutput: null, (layer, g) => !gradients.TryGetValue(layer, out var own) ? g : g is null ? own : g.AddInPlace(own))!;
}
