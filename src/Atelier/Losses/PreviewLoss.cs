using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Losses;

/// <summary>
/// Holds a large picture to what a small one of the same run was: the mean squared difference of the two, once the large one is reduced to
/// the small one's size, each pixel the mean of its area. Finer detail than the small one can hold is free.
/// </summary>
internal sealed class PreviewLoss : IDisposable
{
    private const double LeastShare = 1e-3; // what is hidden all but wholly has no colour to compare

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
        _values = PixelLosses.Values(_preview, _shares);
        _weight = options.PreviewWeight * (options.ContentWeight + options.StyleWeight) * LossScales.Preview(options.Normalization, _values);
    }

    /// <summary>Adds the weighted gradient to <paramref name="gradient"/>, some rows at a time, and returns the weighted value.</summary>
    /// <param name="image">(1, 3, H, W).</param>
    /// <param name="gradient">(1, 3, H, W); changed in place.</param>
    public double Add(Tensor image, Tensor gradient)
    {
        using var scope = NewDisposeScope();
        var difference = _reduction.Of(image, _pixels);
        difference = _shares is null
            ? difference.sub_(_preview)
            : difference.div_(_shares.ClampMin(LeastShare)).sub_(_preview).mul_(_shares.GreaterThanOrEqual(LeastShare));
        var squares = difference.Square();
        squares = _shares is null ? squares : squares.mul_(_shares);

        // A pixel's share in a place is divided by the opacity there, which the place counts by: the two cancel.
        _reduction.AddTransposed(difference.MultiplyInPlace(2 * _weight / _values), gradient, _pixels);
        return squares.sum().item<float>() * _weight / _values;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _preview.Dispose();
        _pixels?.Dispose();
        _shares?.Dispose();
        _reduction.Dispose();
    }

    private static (long Height, long Width) Size(Tensor image) => (image.shape[2], image.shape[3]);
}
