using static TorchSharp.torch;

namespace Atelier.Training;

/// <summary>A network as style transfer sees it: a picture in, activations in the teacher's units out, by layer.</summary>
internal delegate Dictionary<string, Tensor> FeatureReader(Tensor picture);

/// <summary>
/// The loss of style transfer: content, Gram matrices, total variation, pixels out of range. Style layers are divided by
/// their losses at the content picture, content by the energy of its activations.
/// </summary>
internal sealed class StyleObjective : IDisposable
{
    private const double TotalVariationWeight = 0.02;
    private const double RangeWeight = 10;

    private readonly FeatureReader _features;
    private readonly double _contentWeight;
    private readonly Tensor _content;
    private readonly double _contentEnergy;
    private readonly Dictionary<string, Tensor> _grams = [];
    private readonly Dictionary<string, double> _scales;

    /// <summary>Takes the targets of a pair of pictures, each (1, 3, H, W), 0 to 1.</summary>
    public StyleObjective(FeatureReader features, Tensor content, Tensor style, double contentWeight)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        (_features, _contentWeight) = (features, contentWeight);
        foreach (var (layer, map) in features(style).Where(p => p.Key != CompactDesign.ContentLayer))
        {
            _grams[layer] = Gram(map).DetachFromDisposeScope();
        }

        _content = features(content)[CompactDesign.ContentLayer].to(ScalarType.Float32).DetachFromDisposeScope();
        _contentEnergy = _content.square().mean().item<float>();
        _scales = StyleTerms(content);
    }

    /// <summary>Each style layer's sum of squared differences of Gram matrices, F·Fᵀ/(H·W), in the teacher's units.</summary>
    public Dictionary<string, double> StyleTerms(Tensor picture)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        var maps = _features(picture);
        return _grams.ToDictionary(p => p.Key, p => (double)(Gram(maps[p.Key]) - p.Value).square().sum().item<float>());
    }

    /// <summary>The mean squared difference of the content layer, relative to the energy of the content's.</summary>
    public double ContentTerm(Tensor picture)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        var map = _features(picture)[CompactDesign.ContentLayer].to(ScalarType.Float32);
        return (map - _content).square().mean().item<float>() / _contentEnergy;
    }

    /// <summary>The loss and its gradient with respect to the picture.</summary>
    public (double Loss, Tensor Gradient) Evaluate(Tensor picture)
    {
        using var scope = NewDisposeScope();
        var x = picture.detach().requires_grad_();
        var maps = _features(x);
        var loss = (maps[CompactDesign.ContentLayer].to(ScalarType.Float32) - _content).square().mean() * (_contentWeight / _contentEnergy);
        foreach (var (layer, gram) in _grams)
        {
            loss = loss + (Gram(maps[layer]) - gram).square().sum() * (1 / (_scales[layer] * _grams.Count));
        }

        var across = (x.narrow(3, 1, x.shape[3] - 1) - x.narrow(3, 0, x.shape[3] - 1)).abs().mean();
        var down = (x.narrow(2, 1, x.shape[2] - 1) - x.narrow(2, 0, x.shape[2] - 1)).abs().mean();
        loss = loss + (across + down) * TotalVariationWeight + (x - x.clamp(0, 1)).square().mean() * RangeWeight;
        loss.backward();
        return (loss.item<float>(), x.grad!.detach().MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _content.Dispose();
        foreach (var gram in _grams.Values)
        {
            gram.Dispose();
        }
    }

    // (1, C, H, W) → (C, C), divided by H·W
    private static Tensor Gram(Tensor map)
    {
        using var scope = NewDisposeScope();
        var rows = map.to(ScalarType.Float32).permute(0, 2, 3, 1).reshape(-1, map.shape[1]);
        return rows.t().matmul(rows).div(rows.shape[0]).MoveToOuterDisposeScope();
    }
}
