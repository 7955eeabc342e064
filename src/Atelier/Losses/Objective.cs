using Atelier.Networks;
using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Losses;

/// <summary>What is minimised: the weighted sum of content, style, total variation and range losses of a picture.</summary>
internal interface IObjective : IDisposable
{
    /// <summary>The losses of a picture and their gradient with respect to it.</summary>
    /// <param name="painting">(1, 3, H, W), RGB, 0 to 1, float32.</param>
    (LossValues Values, Tensor Gradient) Evaluate(Tensor painting);

    /// <summary>The same with another balance of content and style.</summary>
    /// <param name="painting">(1, 3, H, W), RGB, 0 to 1, float32.</param>
    /// <param name="balance">Factors on both, beside their weights.</param>
    (LossValues Values, Tensor Gradient) Evaluate(Tensor painting, LossBalance balance);

    /// <summary>The content and the style loss alone.</summary>
    /// <param name="painting">(1, 3, H, W), RGB, 0 to 1, float32.</param>
    (double Content, double Style) Measure(Tensor painting);
}

/// <summary>The objective of a picture that passes the network as a whole.</summary>
internal sealed class Objective : IObjective
{
    private readonly FeatureNetwork _network;
    private readonly IReadOnlyList<FeatureLoss> _content;
    private readonly IReadOnlyList<FeatureLoss> _style;
    private readonly PixelLosses _pixels;
    private readonly KeptPhotograph? _kept;
    private readonly string[] _layers;

    /// <summary>Takes over the losses; they are freed with it.</summary>
    public Objective(
        FeatureNetwork network, IReadOnlyList<FeatureLoss> content, IReadOnlyList<FeatureLoss> style, PixelLosses pixels, KeptPhotograph? kept = null)
    {
        _kept = kept;
        _network = network;
        _content = content;
        _style = style;
        _pixels = pixels;
        _layers = [.. content.Concat(style).Select(l => l.Layer).Distinct()];
    }

    /// <inheritdoc/>
    public (LossValues Values, Tensor Gradient) Evaluate(Tensor painting) => Evaluate(painting, LossBalance.AsWeighted);

    /// <inheritdoc/>
    public (LossValues Values, Tensor Gradient) Evaluate(Tensor painting, LossBalance balance)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        var image = _kept is null ? painting : _kept.Over(painting);
        using var maps = _network.Forward(image, _layers, forBackward: true);
        var gradients = new Dictionary<string, Tensor>();
        var content = Sum(_content, balance.Content);
        var style = Sum(_style, balance.Style);
        var gradient = gradients.Count > 0 ? _network.Backward(maps, gradients) : zeros_like(image);
        var variation = _pixels.AddVariation(image, gradient);
        var preview = _pixels.AddPreview(image, gradient);
        gradient = _kept is null ? gradient : _kept.Backward(gradient);
        var range = _pixels.AddRange(painting, gradient); // else a mask that lets little through would hide any colour below it
        return (new LossValues(content + style + variation + range + preview, content, style, variation, range, preview), gradient.MoveToOuterDisposeScope());

        double Sum(IEnumerable<FeatureLoss> losses, double factor)
        {
            var sum = 0.0;
            foreach (var loss in losses)
            {
                var (value, slope) = loss.ValueAndGradient(maps[loss.Layer]);
                sum += factor * Number(value);
                slope = factor == 1 ? slope : slope.MultiplyInPlace(factor);
                gradients[loss.Layer] = gradients.TryGetValue(loss.Layer, out var other) ? other.AddInPlace(slope) : slope;
            }

            return sum;
        }
    }

    /// <summary>The content and the style loss of a picture alone, without a gradient.</summary>
    /// <param name="painting">(1, 3, H, W), RGB, 0 to 1, float32.</param>
    public (double Content, double Style) Measure(Tensor painting)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        using var maps = _network.Forward(_kept is null ? painting : _kept.Over(painting), _layers);
        return (Sum(_content), Sum(_style));

        double Sum(IEnumerable<FeatureLoss> losses) => losses.Sum(loss => Number(loss.Value(maps[loss.Layer])));
    }

    /// <summary>Frees the targets, not the network.</summary>
    public void Dispose()
    {
        foreach (var loss in _content.Concat(_style))
        {
            loss.Dispose();
        }

        _pixels.Dispose();
        _kept?.Dispose();
    }

    private static double Number(Tensor scalar) => scalar.item<float>();
}
