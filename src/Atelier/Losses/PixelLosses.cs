using Atelier.Networks;
using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Losses;

/// <summary>The losses that look at pixels and need no network. What is hidden takes no part in them.</summary>
internal sealed class PixelLosses : IDisposable
{
    private readonly TotalVariationNorm _norm;
    private readonly double _variationWeight;
    private readonly double _rangeWeight;
    private readonly Tensor? _pixels;
    private readonly double _values;
    private readonly PreviewLoss? _preview;

    /// <param name="content">The content picture, to which total variation is relative, and whose opacity says how much pixels count.</param>
    /// <param name="options">Weights, norm and normalisation.</param>
    /// <param name="preview">The small picture that the painting is held to, (1, 3, h, w); null for none.</param>
    public PixelLosses(WeightedImage content, StylizeOptions options, Tensor? preview = null)
    {
        _norm = options.TvNorm;
        _pixels = content.Weights?.alias().DetachFromDisposeScope();
        _values = Values(content.Image, content.Weights);
        _variationWeight = options.TvWeight
            * LossScales.TotalVariation(options.Normalization, TotalVariation.OfBands(content.Image, _norm, content.Weights), _values);
        _rangeWeight = options.RangeWeight * LossScales.Range(options.Normalization);
        _preview = preview is null || options.PreviewWeight == 0 ? null : new PreviewLoss(preview, content, options);
    }

    /// <summary>How many values a picture (1, 3, H, W) has, each as it counts.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="pixels">How much each pixel counts, (1, 1, H, W), 0 to 1; null for all alike.</param>
    public static double Values(Tensor image, Tensor? pixels)
    {
        using var sum = pixels?.sum(ScalarType.Float64);
        return sum is null ? image.numel() : Math.Max(image.shape[1] * sum.item<double>(), 1e-30);
    }

    /// <summary>Adds the weighted gradient of total variation to <paramref name="gradient"/> and returns its weighted value.</summary>
    /// <param name="image">(1, 3, H, W).</param>
    /// <param name="gradient">(1, 3, H, W); changed in place.</param>
    public double AddVariation(Tensor image, Tensor gradient)
    {
        if (_variationWeight == 0)
        {
            return 0;
        }

        using var scope = NewDisposeScope();
        gradient.AddInPlace(TotalVariation.Gradient(image, _norm, _pixels), _variationWeight);
        return TotalVariation.Of(image, _norm, _pixels).item<float>() * _variationWeight;
    }

    /// <summary>The same of the penalty on what is out of range.</summary>
    /// <param name="image">(1, 3, H, W).</param>
    /// <param name="gradient">(1, 3, H, W); changed in place.</param>
    public double AddRange(Tensor image, Tensor gradient) => _rangeWeight == 0 ? 0 : AddRange(image, gradient, _pixels);

    /// <summary><see cref="AddVariation"/> some rows at a time, so that it takes next to no memory.</summary>
    /// <param name="image">(1, 3, H, W).</param>
    /// <param name="gradient">(1, 3, H, W); changed in place.</param>
    public double AddVariationInBands(Tensor image, Tensor gradient) =>
        _variationWeight == 0 ? 0 : TotalVariation.OfBands(image, _norm, _pixels, gradient, _variationWeight) * _variationWeight;

    /// <summary><see cref="AddRange(Tensor, Tensor)"/> likewise.</summary>
    /// <param name="image">(1, 3, H, W).</param>
    /// <param name="gradient">(1, 3, H, W); changed in place.</param>
    public double AddRangeInBands(Tensor image, Tensor gradient)
    {
        var range = 0.0;
        foreach (var (top, rows) in _rangeWeight == 0 ? [] : RowBands.Of(image))
        {
            range += AddRange(image.narrow(2, top, rows), gradient.narrow(2, top, rows), _pixels?.narrow(2, top, rows));
            ScratchFile.Rest();
        }

        return range;
    }

    /// <summary>The same of the difference from the preview, some rows at a time.</summary>
    /// <param name="image">(1, 3, H, W).</param>
    /// <param name="gradient">(1, 3, H, W); changed in place.</param>
    public double AddPreview(Tensor image, Tensor gradient) => _preview?.Add(image, gradient) ?? 0;

    /// <inheritdoc/>
    public void Dispose()
    {
        _pixels?.Dispose();
        _preview?.Dispose();
    }

    private double AddRange(Tensor image, Tensor gradient, Tensor? pixels)
    {
        using var scope = NewDisposeScope();
        var (value, slope) = RangePenalty.ValueAndGradient(image, pixels, _values);
        gradient.AddInPlace(slope, _rangeWeight);
        return value.item<float>() * _rangeWeight;
    }
}
