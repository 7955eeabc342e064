using Atelier.Imaging;
using Atelier.Losses.Pixels;
using Atelier.Networks.Runtime;
using Atelier.Optimization;
using static TorchSharp.torch;

namespace Atelier;

/// <summary>
/// What the large scales of a run are held to: the painting of its largest scale up to the size of a preview, which is what a run of that
/// size would have ended with.
/// </summary>
internal sealed class PreviewConstraint : IDisposable
{
    /// <summary>The longest side of a preview, in pixels: the size of a run that is asked for none.</summary>
    public const int Side = 512;

    private readonly IReadOnlyList<Scale> _scales;
    private readonly ImagePyramid _pictures;
    private readonly bool _isOn;

    /// <param name="scales">The scales of the run.</param>
    /// <param name="options">The weight that it is held by.</param>
    /// <param name="pictures">The pictures, among them a smaller painting that the run goes on from, if any.</param>
    public PreviewConstraint(IReadOnlyList<Scale> scales, StylizeOptions options, ImagePyramid pictures)
    {
        (_scales, _pictures, _isOn) = (scales, pictures, options.PreviewWeight > 0);
        if (_isOn && IsLarge(scales[0]) && pictures.Earlier is { } earlier)
        {
            Image = Of(earlier).DetachFromDisposeScope();
        }
    }

    /// <summary>The preview, (1, 3, h, w), RGB, 0 to 1; null before there is one, and where the run has no larger scale or is not to be held.</summary>
    public Tensor? Image { get; private set; }

    /// <summary>What a scale is held to; null for nothing.</summary>
    /// <param name="scale">The scale, from 0.</param>
    public Tensor? At(int scale) => IsLarge(_scales[scale]) ? Image : null;

    /// <summary>To be called with what each scale ended with.</summary>
    /// <param name="image">The painted picture, (1, 3, H, W).</param>
    /// <param name="scale">The scale, from 0.</param>
    public void Take(Tensor image, int scale)
    {
        if (_isOn && !IsLarge(_scales[scale]) && scale + 1 < _scales.Count && IsLarge(_scales[scale + 1]))
        {
            using var scope = NewDisposeScope();
            Replace(Clipped(_pictures.Seen(image, _scales[scale])));
        }
    }

    /// <summary>Brings it to what a checkpoint kept.</summary>
    /// <param name="image">(1, 3, h, w).</param>
    public void Restore(Tensor image) => Replace(image);

    /// <inheritdoc/>
    public void Dispose() => Image?.Dispose();

    private static bool IsLarge(Scale scale) => scale.LongestSide > Side;

    // As it is seen: a file would have no other values.
    private static Tensor Clipped(Tensor image) => image.Clamp(0, 1);

    // A painting of the size of a preview is one; what a larger one was held to only its checkpoint knows, but it is much the same reduced.
    private Tensor Of(PriorResult earlier)
    {
        if (earlier.Preview is { } known)
        {
            return known.alias();
        }

        using var scope = NewDisposeScope();
        var image = _pictures.Seen(earlier.Image, earlier.Scale);
        if (IsLarge(earlier.Scale))
        {
            var (width, height) = PictureResizer.SizeFor(earlier.Scale.Width, earlier.Scale.Height, Side);
            using var reduction = new AreaReduction((earlier.Scale.Height, earlier.Scale.Width), (height, width), image.device);
            image = reduction.Of(image);
        }

        return Clipped(image).MoveToOuterDisposeScope();
    }

    private void Replace(Tensor image)
    {
        Image?.Dispose();
        Image = image.alias().DetachFromDisposeScope();
    }
}
