using Atelier.Losses.Features;
using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Losses.Neighbours;

/// <summary>The features of the styles of an area at all positions that count, one style after the other: what neighbours are chosen from.</summary>
internal sealed class StyleFeatures : IDisposable
{
    // Of what a position counts in a style's mask or alpha: below, what it shows is not of the style.
    private const double LeastWeight = 0.5;

    private const double SmallestMean = 1e-12;

    private readonly Tensor[] _rows;

    /// <summary>Passes the styles through the network.</summary>
    /// <param name="inputs">The network.</param>
    /// <param name="styles">The styles with their shares.</param>
    public StyleFeatures(ObjectiveInputs inputs, IReadOnlyList<(WeightedImage Picture, double Share)> styles)
    {
        using var scope = NewDisposeScope();
        var maps = styles.Select(s => Counting(inputs, s.Picture)).ToList();
        _rows = [.. maps[0].Select((_, l) => cat([.. maps.Select(m => m[l])]).DetachFromDisposeScope())];
        Counts = [.. maps.Select(m => m[0].shape[0])];
        Shares = [.. styles.Select(s => s.Share)];

        Factors = [.. _rows.Select(FactorOf)];
    }

    /// <summary>The features of each layer, (positions, C), in the network's format.</summary>
    public IReadOnlyList<Tensor> Rows => _rows;

    /// <summary>How many positions each style has.</summary>
    public IReadOnlyList<long> Counts { get; }

    /// <summary>The share of the picture's positions that shall have their neighbour in each style.</summary>
    public IReadOnlyList<double> Shares { get; }

    /// <summary>The factor on the features of each layer.</summary>
    public IReadOnlyList<double> Factors { get; }

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_rows, r => r.Dispose());

    // So that each layer counts by the number of its channels alone, as a mean over them.
    private static double FactorOf(Tensor rows)
    {
        using var scope = NewDisposeScope();
        return 1 / (rows.shape[1] * Math.Sqrt(Math.Max(SmallestMean, rows.to(ScalarType.Float32).Square().mean().item<float>())));
    }

    private static List<Tensor> Counting(ObjectiveInputs inputs, WeightedImage style)
    {
        using var maps = new AlignedMaps(inputs, style.Image);
        if (style.Weights is null)
        {
            return [.. maps.Rows.Select(r => r.alias())];
        }

        // At least one position counts, the one that shows most of the style.
        var weights = SpatialWeights.At(style.Weights, maps.Height, maps.Width).view(-1);
        var counting = weights.GreaterThanOrEqual(Math.Min(LeastWeight, weights.max().item<float>())).nonzero().view(-1);
        return [.. maps.Rows.Select(r => r.index_select(0, counting))];
    }
}
