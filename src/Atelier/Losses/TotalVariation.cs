using static TorchSharp.torch;

namespace Atelier.Losses;

/// <summary>
/// Total variation of a picture: the sum over all channels of absolute or squared differences of horizontal and vertical
/// neighbours (Rudin, Osher and Fatemi 1992, in its anisotropic form; Mahendran and Vedaldi 2015).
/// </summary>
internal static class TotalVariation
{
    /// <summary>Image (1, 3, H, W) → a scalar.</summary>
    public static Tensor Of(Tensor image, TotalVariationNorm norm)
    {
        using var scope = NewDisposeScope();
        var (across, down) = Differences(image);
        return (Magnitude(across, norm) + Magnitude(down, norm)).MoveToOuterDisposeScope();
    }

    /// <summary>The gradient of <see cref="Of"/>, (1, 3, H, W). Where absolute differences are 0 so is the gradient.</summary>
    public static Tensor Gradient(Tensor image, TotalVariationNorm norm)
    {
        using var scope = NewDisposeScope();
        var (across, down) = Differences(image);
        var (da, dd) = norm == TotalVariationNorm.L1 ? (across.sign_(), down.sign_()) : (across.mul_(2), down.mul_(2));
        var gradient = zeros_like(image);
        var (height, width) = (image.shape[2], image.shape[3]);
        gradient.narrow(3, 1, width - 1).add_(da);
        gradient.narrow(3, 0, width - 1).sub_(da);
        gradient.narrow(2, 1, height - 1).add_(dd);
        gradient.narrow(2, 0, height - 1).sub_(dd);
        return gradient.MoveToOuterDisposeScope();
    }

    private static (Tensor Across, Tensor Down) Differences(Tensor image) => (image.diff(dim: 3), image.diff(dim: 2));

    private static Tensor Magnitude(Tensor differences, TotalVariationNorm norm) =>
        norm == TotalVariationNorm.L1 ? differences.abs_().sum() : differences.pow_(2).sum();
}
