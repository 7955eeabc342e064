using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Losses.Pixels;

/// <summary>Evaluates and differentiates a <see cref="PictureLoss"/>.</summary>
/// <param name="loss">The loss.</param>
internal sealed class CustomLoss(PictureLoss loss) : PixelLoss
{
    /// <inheritdoc/>
    public override double AddGradient(Tensor image, Tensor gradient)
    {
        using var scope = NewDisposeScope();
        using var recording = enable_grad();
        var input = image.detach().requires_grad_();
        var value = loss.Evaluate(input);
        var slope = autograd.grad([value], [input])[0];
        using var noGradients = no_grad();
        gradient.AddInPlace(slope, loss.Weight);
        return value.item<float>() * loss.Weight;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
    }
}
