using Atelier.Losses.Features;
using Atelier.Losses.Neighbours;
using Atelier.Losses.Pixels;
using Atelier.Networks;
using Atelier.Networks.Tiling;
using static TorchSharp.torch;

namespace Atelier.Losses;

/// <summary>
/// The weighted sum of all losses of a picture, and its gradient. The picture passes the network block by block, each block in one tile
/// or in several: a forward pass accumulates the statistics of the losses, a backward pass gives each tile its gradient.
/// </summary>
internal sealed class Objective : IDisposable
{
    private readonly ObjectiveInputs _inputs;
    private readonly IReadOnlyList<(LossTerm Term, IReadOnlyList<FeatureLoss> Losses)> _features;
    private readonly IReadOnlyList<(LossTerm Term, PixelLoss Loss)> _pixels;
    private readonly ContentComposite? _composite;
    private readonly string[] _layers;
    private readonly TileGrid? _grid;
    private NeighbourSearch? _neighbours;

    /// <summary>Makes the losses. The content picture and each style pass the network once.</summary>
    /// <param name="inputs">The pictures and the options.</param>
    /// <exception cref="PictureException">A mask is empty at a layer.</exception>
    public Objective(ObjectiveInputs inputs)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        _inputs = inputs;
        var content = inputs.Pictures.Content.Image;
        _features = FeatureLosses(inputs);
        _pixels = PixelLosses(inputs);
        _composite = inputs.Pictures.Painted is { } painted ? new ContentComposite(content, painted) : null;
        var losses = _features.SelectMany(f => f.Losses).ToList();
        _layers = [.. losses.Select(l => l.Layer).Distinct()];
        if (losses.Count > 0)
        {
            var (height, width) = (content.shape[2], content.shape[3]);
            _grid = new TileGrid(inputs.Network.Architecture, inputs.Network.DeepestOf(_layers), height, width, inputs.Tiling.Core, losses.Max(l => l.Reach));
        }
    }

    /// <summary>The losses of a picture and their gradient with respect to it.</summary>
    /// <param name="painting">(1, 3, H, W), RGB, 0 to 1, float32.</param>
    public (LossValues Values, Tensor Gradient) Evaluate(Tensor painting) => Evaluate(painting, LossBalance.AsWeighted);

    /// <summary>The same with another balance of content and style.</summary>
    /// <param name="painting">(1, 3, H, W), RGB, 0 to 1, float32.</param>
    /// <param name="balance">Factors on both, beside their weights.</param>
    public (LossValues Values, Tensor Gradient) Evaluate(Tensor painting, LossBalance balance)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        var image = Composed(painting);
        var gradient = FeatureGradient(image, balance);
        var values = FeatureValues(balance);
        foreach (var (term, loss) in _pixels.Where(p => !p.Loss.ComparesPainting))
        {
            values[term.Name] = loss.AddGradient(image, gradient);
        }

        gradient = _composite is null ? gradient : _composite.Backward(gradient);
        foreach (var (term, loss) in _pixels.Where(p => p.Loss.ComparesPainting))
        {
            values[term.Name] = loss.AddGradient(painting, gradient);
        }

        return (LossValues.Of(values), gradient.MoveToOuterDisposeScope());
    }

    /// <summary>The losses on feature maps alone, without a gradient.</summary>
    /// <param name="painting">(1, 3, H, W), RGB, 0 to 1, float32.</param>
    public LossValues Measure(Tensor painting)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        if (_grid is not null)
        {
            Begin(withGradient: false);
            using var pass = new BlockPass(_inputs.Network, _grid, Composed(painting), _layers, _inputs.Tiling);
            pass.Forward(Accumulate);
        }

        return LossValues.Of(FeatureValues(LossBalance.AsWeighted));
    }

    /// <summary>Finds the neighbours of the picture in the style anew, where a loss compares them.</summary>
    /// <param name="painting">(1, 3, H, W), RGB, 0 to 1, float32.</param>
    /// <returns>Whether there is such a loss.</returns>
    public bool Match(Tensor painting)
    {
        using var scope = NewDisposeScope();
        _neighbours?.Match(Composed(painting));
        return _neighbours is not null;
    }

    /// <summary>The neighbours that were found last, for a checkpoint: one map (h, w) of int64 an area. Empty without such a loss.</summary>
    public IReadOnlyList<Tensor> Neighbours => _neighbours?.Neighbours ?? [];

    /// <summary>Goes on with neighbours that <see cref="Neighbours"/> gave.</summary>
    public void Restore(IReadOnlyList<Tensor> neighbours) => _neighbours?.Restore(neighbours);

    /// <summary>Frees the losses, not the network.</summary>
    public void Dispose()
    {
        foreach (var loss in _features.SelectMany(f => f.Losses))
        {
            loss.Dispose();
        }

        foreach (var (_, loss) in _pixels)
        {
            loss.Dispose();
        }

        _neighbours?.Dispose();
        _composite?.Dispose();
    }

    private List<(LossTerm Term, IReadOnlyList<FeatureLoss> Losses)> FeatureLosses(ObjectiveInputs inputs)
    {
        var targets = LossTerm.All.Where(t => t.Features is not null).Select(t => (Term: t, Target: t.Features!(inputs))).ToList();
        List<(LossTerm Term, IReadOnlyList<FeatureLoss> Losses)> losses = [];
        try
        {
            inputs.Pass(inputs.Pictures.Content.Image, targets.SelectMany(t => t.Target.Layers), maps => targets.ForEach(t => t.Target.AddContent(maps)));
            foreach (var (term, target) in targets)
            {
                losses.Add((term, target.Losses()));
            }

            _neighbours = targets.Select(t => t.Target).OfType<NeighbourTarget>().Single().Search;
            return losses;
        }
        catch
        {
            losses.SelectMany(l => l.Losses).ToList().ForEach(l => l.Dispose());
            throw;
        }
        finally
        {
            targets.ForEach(t => t.Target.Dispose());
        }
    }

    private static List<(LossTerm Term, PixelLoss Loss)> PixelLosses(ObjectiveInputs inputs)
    {
        List<(LossTerm Term, PixelLoss Loss)> losses =
            [.. inputs.Options.Losses.Select(l => (LossTerm.Of(l.Name), (PixelLoss)new CustomLoss(l)))];
        foreach (var term in LossTerm.All)
        {
            if (term.Pixels?.Invoke(inputs) is { } loss)
            {
                losses.Add((term, loss));
            }
        }

        return losses;
    }

    // The painting; where a part of the photograph is kept, laid over that.
    private Tensor Composed(Tensor painting) => _composite is null ? painting : _composite.Over(painting);

    private void Begin(bool withGradient)
    {
        foreach (var loss in _features.SelectMany(f => f.Losses))
        {
            loss.Begin(withGradient);
        }
    }

    private Tensor FeatureGradient(Tensor image, LossBalance balance)
    {
        if (_grid is null)
        {
            return BlockPass.Zeros(image, _inputs.Tiling.Scratch);
        }

        Begin(withGradient: true);
        using var pass = new BlockPass(_inputs.Network, _grid, image, _layers, _inputs.Tiling);
        pass.ForwardForBackward(Accumulate);
        return pass.Backward((maps, layer, gradient) =>
        {
            foreach (var (term, losses) in _features)
            {
                foreach (var loss in losses.Where(l => l.Layer == layer))
                {
                    gradient = loss.AddGradient(FeatureTile.Of(maps, layer), gradient, term.Factor(balance));
                }
            }

            return gradient;
        });
    }

    private void Accumulate(FeatureMaps maps)
    {
        foreach (var loss in _features.SelectMany(f => f.Losses).Where(l => maps.Layers.Contains(l.Layer)))
        {
            loss.Accumulate(FeatureTile.Of(maps, loss.Layer));
        }
    }

    private Dictionary<string, double> FeatureValues(LossBalance balance) =>
        _features.ToDictionary(f => f.Term.Name, f => f.Term.Factor(balance) * f.Losses.Sum(l => l.Value));
}
