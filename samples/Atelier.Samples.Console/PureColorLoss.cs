using TorchSharp;

namespace Atelier.Samples;

/// <summary>A loss of one's own: pulls each channel of each pixel to 0 or 1, and so each pixel to black, white or a pure colour.</summary>
/// <param name="weight">The factor on the loss.</param>
public sealed class PureColorLoss(double weight) : PictureLoss("pure-colour", weight)
{
    /// <summary>The mean of x·(1 − x), which is 0 at 0 and at 1.</summary>
    public override torch.Tensor Evaluate(torch.Tensor picture) => (picture - (picture * picture)).abs().mean();
}
