using static TorchSharp.torch;

namespace Atelier.Losses.Pixels;

/// <summary>A loss on pixels, which needs no network.</summary>
internal abstract class PixelLoss : IDisposable
{
    /// <summary>Whether the loss is on the painting itself; else on the painting as it is shown, beside the content picture.</summary>
    public virtual bool ComparesPainting => false;

    /// <summary>Adds the weighted gradient to <paramref name="gradient"/>, some rows at a time, and returns the weighted value.</summary>
    /// <param name="image">(1, 3, H, W).</param>
    /// <param name="gradient">(1, 3, H, W); changed in place.</param>
    public abstract double AddGradient(Tensor image, Tensor gradient);

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>The number of values of a picture, each as it counts.</summary>
    /// <param name="image">(1, 3, H, W).</param>
    /// <param name="weights">How much each pixel counts, (1, 1, H, W), 0 to 1; null for all alike.</param>
    public static double Values(Tensor image, Tensor? weights)
    {
        using var sum = weights?.sum(ScalarType.Float64);
        return sum is null ? image.numel() : Math.Max(image.shape[1] * sum.item<double>(), 1e-30);
    }
}
