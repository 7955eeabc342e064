using static TorchSharp.torch;

namespace Atelier;

/// <summary>
/// A loss of one's own on the picture, which the objective adds to its terms: derive from it, and give instances in
/// <see cref="StylizeOptions.Losses"/>. It is for pictures that pass as a whole: its autograd graph is not tiled.
/// </summary>
/// <param name="name">The name in reports, different from that of every other term.</param>
/// <param name="weight">The factor on the loss, at least 0.</param>
/// <exception cref="ArgumentException">The name is empty, or the weight is negative or not finite.</exception>
public abstract class PictureLoss(string name, double weight)
{
    /// <summary>The name in reports.</summary>
    public string Name { get; } = string.IsNullOrWhiteSpace(name) ? throw new ArgumentException("The name is empty.", nameof(name)) : name;

    /// <summary>The factor on the loss.</summary>
    public double Weight { get; } = weight >= 0 && double.IsFinite(weight)
        ? weight
        : throw new ArgumentOutOfRangeException(nameof(weight), weight, "The weight is negative or not finite.");

    /// <summary>The loss without its weight: a scalar that libtorch can differentiate with respect to the picture.</summary>
    /// <param name="picture">
    /// (1, 3, H, W), RGB, 0 to 1 and a little beyond, float32, on the device of the run, as it is shown at the scale. Tensors that are made
    /// here belong to the caller's dispose scope.
    /// </param>
    public abstract Tensor Evaluate(Tensor picture);
}
