using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Losses.Pixels;

/// <summary>
/// The mean squared difference of a large picture from the preview, the result of a coarser scale: the large one is reduced to the size of
/// the preview, each pixel the mean of its area. The loss leaves detail free that is finer than the preview.
/// </summary>
internal sealed class PreviewLoss : PixelLoss
{
    private const double LeastShare = 1e-3; // a pixel that is all but hidden has no colour to compare

    private readonly Tensor _preview;
    private readonly Tensor? _pixels;
    private readonly Tensor? _shares;
    private readonly AreaReduction _reduction;
    private readonly double _values;
    private readonly double _weight;

    /// <param name="preview">The small picture, (1, 3, h, w), RGB, 0 to 1.</param>
    /// <param name="content">The content picture at the large one's size, whose opacity says how much pixels count.</param>
    /// <param name="options">Weight and normalisation.</param>
    public PreviewLoss(Tensor preview, WeightedImage content, StylizeOptions options)
    {
        using var scope = NewDisposeScope();
        _reduction = new AreaReduction(Size(content.Image), Size(preview), content.Image.device);
        _preview = preview.to(content.Image.device).alias().DetachFromDisposeScope();
        _pixels = content.Weights?.alias().DetachFromDisposeScope();
        _shares = _pixels is null ? null : _reduction.Of(_pixels).DetachFromDisposeScope();
        _values = Values(_preview, _shares);
        _weight = options.PreviewWeight * (options.ContentWeight + options.StyleWeight) * LossNormalizer.Preview(options.Normalization, _values);
    }

    /// <summary>The loss of a scale; null where it weighs nothing or there is no preview.</summary>
    public static PreviewLoss? Create(ObjectiveInputs inputs) => inputs.Pictures.Preview is { } preview && inputs.Options.PreviewWeight > 0
        ? new PreviewLoss(preview, inputs.Pictures.Content, inputs.Options)
        : null;

    /// <inheritdoc/>
    public override double AddGradient(Tensor image, Tensor gradient)
    {
        using var scope = NewDisposeScope();
        var difference = _reduction.Of(image, _pixels);
        difference = _shares is null
            ? difference.sub_(_preview)
            : difference.div_(_shares.ClampMin(LeastShare)).sub_(_preview).mul_(_shares.GreaterThanOrEqual(LeastShare));
        var squares = difference.Square();
        squares = _shares is null ? squares : squares.mul_(_shares);

        // A pixel's share is divided by the opacity of the reduced pixel, which is also the weight of that pixel: the two cancel.
        _reduction.AddTransposed(difference.MultiplyInPlace(2 * _weight / _values), gradient, _pixels);
        return squares.sum().item<float>() * _weight / _values;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _preview.Dispose();
        _pixels?.Dispose();
        _shares?.Dispose();
        _reduction.Dispose();
    }

    private static (long Height, long Width) Size(Tensor image) => (image.shape[2], image.shape[3]);
}
