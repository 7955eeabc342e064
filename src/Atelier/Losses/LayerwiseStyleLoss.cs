using Atelier.Losses.Tiling;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Atelier.Losses;

/// <summary>
/// As <see cref="StyleLoss"/>, but the smaller of the two feature maps is first resized bilinearly (half-pixel centres,
/// no antialiasing) to the size of the larger. Here the picture's map is the smaller: its resizing is part of the gradient.
/// </summary>
/// <param name="inner">The loss at the style map's size.</param>
/// <param name="height">The style map's height.</param>
/// <param name="width">The style map's width.</param>
internal sealed class LayerwiseStyleLoss(FeatureLoss inner, long height, long width) : FeatureLoss(inner.Layer)
{
    /// <inheritdoc/>
    public override Tensor Value(Tensor features)
    {
        using var scope = NewDisposeScope();
        return inner.Value(Resize(features, height, width)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override (Tensor Value, Tensor Gradient) ValueAndGradient(Tensor features)
    {
        using var scope = NewDisposeScope();
        using var recording = enable_grad();
        var input = features.detach().to(ScalarType.Float32).requires_grad_();
        var enlarged = Resize(input, height, width);
        var (value, atEnlarged) = inner.ValueAndGradient(enlarged.detach());
        var gradient = autograd.grad([enlarged], [input], [atEnlarged])[0].to(features.dtype);
        return (value.MoveToOuterDisposeScope(), gradient.MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public override int Reach => MapResize.Reach;

    /// <inheritdoc/>
    public override TiledLoss InTiles(long picturesHeight, long picturesWidth, double factor = 1) =>
        new TiledLayerwiseLoss(inner.InTiles(height, width, factor), new MapResize(picturesHeight, picturesWidth, height, width));

    /// <inheritdoc/>
    public override void Dispose() => inner.Dispose();

    /// <summary>A feature map (1, C, H, W) resized bilinearly.</summary>
    public static Tensor Resize(Tensor features, long height, long width) =>
        interpolate(features, size: [height, width], mode: InterpolationMode.Bilinear, align_corners: false);
}
