using Atelier.Losses.Features;
using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Losses.Neighbours;

/// <summary>An area of the picture, whose positions have their neighbours in the styles of that area.</summary>
internal sealed class NeighbourArea : IDisposable
{
    private const int Rounds = 200; // of the adjustment of shares
    private const double Adjustment = 0.05;

    private readonly ObjectiveInputs _inputs;
    private readonly StyleFeatures _styles;
    private readonly NeighbourDistances _distances;
    private readonly Tensor _positions; // of the picture that lie in the area, int64

    /// <summary>Passes the styles through the network.</summary>
    /// <param name="inputs">The pictures.</param>
    /// <param name="area">The area.</param>
    public NeighbourArea(ObjectiveInputs inputs, StyleArea area)
    {
        using var scope = NewDisposeScope();
        _inputs = inputs;
        _styles = new StyleFeatures(inputs, area.Styles);
        var content = inputs.Pictures.Content;
        var (height, width) = AlignedMaps.SizeOf(content.Image);
        var all = WeightsOf(content).sum();
        var shares = WeightsOf(area.Of(content)).div_(all);
        _positions = shares.flatten().GreaterThan(0).nonzero().view(-1).DetachFromDisposeScope();
        _distances = new NeighbourDistances(shares, _styles.Rows, _styles.Factors);
        Neighbours = zeros([height, width], ScalarType.Int64, content.Image.device).DetachFromDisposeScope();

        Tensor WeightsOf(WeightedImage image) =>
            (image.Weights is { } weights ? SpatialWeights.At(weights, height, width) : ones([1, 1, height, width], device: content.Image.device)).view(height, width);
    }

    /// <summary>The style position that is the neighbour of each position, (h, w), int64, counted over the area's styles.</summary>
    public Tensor Neighbours { get; }

    /// <summary>The losses of all layers.</summary>
    public IEnumerable<FeatureLoss> Losses() => _inputs.Network.NeighbourLayers.Select((layer, l) =>
    {
        var loss = new NeighbourLoss(layer, l, _distances, _inputs.Options.StrokeWeight);
        return AlignedMaps.ResizeOf(_inputs, _inputs.Pictures.Content.Image, layer) is { } resize ? new ResizedLoss(loss, resize) : (FeatureLoss)loss;
    });

    /// <summary>Finds the neighbours of a picture.</summary>
    /// <param name="picture">The picture's features.</param>
    public void Match(AlignedMaps picture)
    {
        if (_positions.numel() == 0)
        {
            return;
        }

        using var scope = NewDisposeScope();
        var first = 0L;
        var own = _positions.numel() == picture.Positions ? picture.Rows : [.. picture.Rows.Select(r => r.index_select(0, _positions))];
        List<(Tensor Positions, Tensor Cosines)> found = [];
        foreach (var count in _styles.Counts)
        {
            var (positions, cosines) = new NearestPositions(own, [.. _styles.Rows.Select(r => r.narrow(0, first, count))], _styles.Factors).Find();
            found.Add((positions.Add(first), cosines));
            first += count;
        }

        var all = Neighbours.flatten().clone();
        Take(all.index_copy_(0, _positions, found.Count == 1 ? found[0].Positions : Mixed(found)));
    }

    /// <summary>Goes on with other neighbours.</summary>
    /// <param name="neighbours">The style position of each position, h · w of them.</param>
    public void Take(Tensor neighbours)
    {
        using var scope = NewDisposeScope();
        Neighbours.copy_(neighbours.view(Neighbours.shape));
        _distances.Take(_styles.Rows, Neighbours.view(-1));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _distances.Dispose();
        _styles.Dispose();
        Neighbours.Dispose();
        _positions.Dispose();
    }

    // Each position goes to the style that is nearest to it, with a bonus for each style that gives all their shares of the positions.
    private Tensor Mixed(List<(Tensor Positions, Tensor Cosines)> found)
    {
        var cosines = stack([.. found.Select(f => f.Cosines)], dim: 1);
        var bonus = zeros([1, found.Count], device: cosines.device);
        var shares = tensor(_styles.Shares.Select(s => (float)s).ToArray(), [1, found.Count], device: cosines.device);
        var style = cosines.argmax(1);
        for (var round = 0; round < Rounds; round++)
        {
            using var scope = NewDisposeScope();
            var reached = nn.functional.one_hot(style, found.Count).to(ScalarType.Float32).mean([0L], keepdim: true);
            bonus.AddInPlace(shares - reached, Adjustment);
            style = cosines.Add(bonus).argmax(1).MoveToOuterDisposeScope();
        }

        return stack([.. found.Select(f => f.Positions)], dim: 1).gather(1, style.unsqueeze(1)).squeeze(1);
    }
}
