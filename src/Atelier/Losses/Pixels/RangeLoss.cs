using Atelier.Networks;
using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Losses.Pixels;

/// <summary>
/// The mean squared distance of values from the range 0 to 1. It is not in the papers: a value outside of the range is clipped when the
/// picture is saved, and this costs more than the last hundreds of steps had gained.
/// </summary>
/// <param name="values">The number of values that the mean is over, each as it counts.</param>
/// <param name="weight">The factor on the mean.</param>
/// <param name="pixelWeights">How much each pixel counts, (1, 1, H, W), 0 to 1; null for all alike.</param>
internal sealed class RangeLoss(double values, double weight, Tensor? pixelWeights = null) : PixelLoss
{
    private readonly Tensor? _pixelWeights = pixelWeights?.alias().DetachFromDisposeScope();

    /// <summary>On the painting: a mask that lets little of it through would hide any colour below.</summary>
    public override bool ComparesPainting => true;

    /// <summary>The loss of a scale; null where it weighs nothing.</summary>
    public static RangeLoss? Create(ObjectiveInputs inputs)
    {
        var (content, options) = (inputs.Pictures.Content, inputs.Options);
        return options.RangeWeight == 0 ? null : new RangeLoss(
            Values(content.Image, content.Weights), options.RangeWeight * LossNormalizer.Range(options.Normalization), content.Weights);
    }

    /// <inheritdoc/>
    public override double AddGradient(Tensor image, Tensor gradient)
    {
        var sum = 0.0;
        foreach (var (top, rows) in RowBands.Of(image))
        {
            using var scope = NewDisposeScope();
            var part = image.narrow(2, top, rows);
            var excess = part - part.Clamp(0, 1);
            var weighted = _pixelWeights is null ? excess : excess * _pixelWeights.narrow(2, top, rows);
            sum += (excess * weighted).sum().item<float>();
            gradient.narrow(2, top, rows).AddInPlace(weighted, 2 * weight / values);
        }

        return sum * weight / values;
    }

    /// <inheritdoc/>
    public override void Dispose() => _pixelWeights?.Dispose();
}
