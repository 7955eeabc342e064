using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Losses.Features;

/// <summary>The Gram matrix of a feature map that comes in tiles.</summary>
internal sealed class GramAccumulator : StatisticsAccumulator
{
    private Tensor? _sum; // undivided, (C, C), float32

    /// <summary>C·H·W of the tiles so far, or C·Σw.</summary>
    public double Elements { get; private set; }

    /// <inheritdoc/>
    public override void Add(Tensor features, Tensor? spatialWeights)
    {
        using var scope = NewDisposeScope();
        var own = GramMatrix.Undivided(features, spatialWeights);
        Elements += spatialWeights is null ? features.numel() : features.shape[1] * (double)spatialWeights.sum().item<float>();
        if (_sum is null)
        {
            _sum = own.DetachFromDisposeScope();
        }
        else
        {
            _sum.AddInPlace(own);
        }
    }

    /// <summary>The Gram matrix, (C, C), float32.</summary>
    public Tensor Matrix() => _sum!.Divide((float)Elements);

    /// <inheritdoc/>
    public override StyleStatistics Result() => new([Matrix()]);

    /// <inheritdoc/>
    public override void Clear()
    {
        _sum?.Dispose();
        (_sum, Elements) = (null, 0);
    }
}
