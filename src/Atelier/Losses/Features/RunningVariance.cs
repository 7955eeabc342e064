using Atelier.Networks;
using Atelier.Networks.Runtime;
using Atelier.Networks.Tiling;
using static TorchSharp.torch;

namespace Atelier.Losses.Features;

/// <summary>Mean and variance of each channel of a feature map that comes in tiles (Chan, Golub and LeVeque 1983).</summary>
internal sealed class RunningVariance
{
    private double[] _means = [];
    private double[] _squares = []; // about the means

    /// <summary>How many channels there are.</summary>
    public long Channels => _means.Length;

    /// <summary>How many positions there were, or the sum of their weights.</summary>
    public double Total { get; private set; }

    /// <summary>The weighted mean over positions and channels of the squares about each channel's mean.</summary>
    public double Variance => _squares.Sum() / (Total * Channels);

    /// <summary>The weighted mean over positions and channels of the squares.</summary>
    public double MeanSquare => Variance + (_means.Sum(m => m * m) / Channels);

    /// <summary>The mean over channels of the squared differences of the means from those of another map.</summary>
    public double MeanDistance(RunningVariance other) => _means.Zip(other._means, (a, b) => (a - b) * (a - b)).Sum() / Channels;

    /// <summary>Takes a tile in.</summary>
    /// <param name="features">(1, C, h, w).</param>
    /// <param name="spatialWeights">How much each position of the tile counts, (1, 1, h, w), float32; null for all alike.</param>
    public void Add(Tensor features, Tensor? spatialWeights)
    {
        if (_means.Length == 0)
        {
            (_means, _squares) = (new double[features.shape[1]], new double[features.shape[1]]);
        }

        foreach (var band in RowBands.Within(Window.Of(features.shape[2], features.shape[3]), features.shape[1]))
        {
            using var scope = NewDisposeScope();
            AddBand(band.Of(features), spatialWeights is null ? null : band.Of(spatialWeights));
        }
    }

    private void AddBand(Tensor features, Tensor? spatialWeights)
    {
        var rows = ChannelsLast.Rows(features).to(ScalarType.Float32);
        var weights = spatialWeights is null ? null : GramMatrix.Column(spatialWeights, rows);
        var total = spatialWeights is null ? rows.shape[0] : (double)spatialWeights.sum().item<float>();
        if (!(total > 0))
        {
            return;
        }

        var mean = Weighted(rows).sum(dim: 0L).DivideInPlace((float)total);
        var squares = Weighted((rows - mean).SquareInPlace()).sum(dim: 0L).cpu().data<float>().ToArray();
        var means = mean.cpu().data<float>().ToArray();
        for (var c = 0; c < _means.Length; c++)
        {
            var apart = means[c] - _means[c];
            _squares[c] += squares[c] + (apart * apart * Total * total / (Total + total));
            _means[c] += apart * total / (Total + total);
        }

        Total += total;

        Tensor Weighted(Tensor values) => weights is null ? values : values * weights;
    }
}
