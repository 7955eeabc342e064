using Atelier.Networks;
using Atelier.Networks.Runtime;
using Atelier.Networks.Tiling;
using static TorchSharp.torch;

namespace Atelier.Losses.Features;

/// <summary>The mean absolute difference of the <see cref="SelfSimilarity"/> of two pictures, at positions on a grid.</summary>
internal sealed class SelfSimilarityLoss : FeatureLoss
{
    // Pairs are as many as the square: so many positions show a face of a tenth of the picture.
    private const int MostPositionsOfASide = 40;

    private readonly (long Height, long Width, long Step) _grid;
    private readonly Tensor _vectors; // of the picture, (n, C)
    private readonly Tensor _target; // (n, n)
    private readonly Tensor _weights; // of each pair, (n, n) or (1, 1)
    private readonly double _weight;
    private Tensor? _gradient;

    /// <param name="layer">The layer.</param>
    /// <param name="content">The content picture's features there, (1, C, H, W).</param>
    /// <param name="weight">The weight: the loss of a picture whose positions are all equally far from each other.</param>
    /// <param name="spatialWeights">How much each position counts, (1, 1, H, W), float32, 0 to 1; null for all alike.</param>
    public SelfSimilarityLoss(string layer, Tensor content, double weight, Tensor? spatialWeights = null)
        : base(layer)
    {
        using var scope = NewDisposeScope();
        var (height, width) = (content.shape[2], content.shape[3]);
        var step = (Math.Max(height, width) + MostPositionsOfASide - 1) / MostPositionsOfASide;
        _grid = ((height + step - 1) / step, (width + step - 1) / step, step);
        var positions = Sampled(content, Window.Of(height, width)).Vectors;
        _vectors = zeros_like(positions).DetachFromDisposeScope();
        _target = SelfSimilarity.Of(positions).DetachFromDisposeScope();
        _weights = (spatialWeights is null ? ones([1, 1], device: content.device) : Pairs(Sampled(spatialWeights, Window.Of(height, width)).Vectors)).DetachFromDisposeScope();
        var equal = (_target.Subtract(1.0 / _target.shape[0]).abs_() * _weights).sum().item<float>();
        _weight = weight / Math.Max(equal, 1e-6);
    }

    /// <inheritdoc/>
    public override double Value
    {
        get
        {
            using var scope = NewDisposeScope();
            return ((SelfSimilarity.Of(_vectors) - _target).abs_() * _weights).sum().item<float>() * _weight;
        }
    }

    /// <inheritdoc/>
    public override void Begin(bool withGradient)
    {
        _gradient?.Dispose();
        _gradient = null;
    }

    /// <inheritdoc/>
    public override void Accumulate(FeatureTile tile)
    {
        using var scope = NewDisposeScope();
        var (window, vectors) = Sampled(tile.Map, tile.Core, tile.Covers);
        if (!window.IsEmpty)
        {
            OfGrid(_vectors, window).copy_(vectors.view(window.Height, window.Width, -1));
        }
    }

    /// <inheritdoc/>
    public override Tensor AddGradient(FeatureTile tile, Tensor? gradient, double factor)
    {
        using var scope = NewDisposeScope();
        gradient ??= ChannelsLast.Zeros(tile.Map, tile.Map.shape[2], tile.Map.shape[3]).MoveToOuterDisposeScope();
        var window = WindowOf(tile.Core);
        if (!window.IsEmpty)
        {
            _gradient ??= SelfSimilarity.Backward(_vectors, (SelfSimilarity.Of(_vectors) - _target).sign_().mul_(_weights).MultiplyInPlace(_weight)).DetachFromDisposeScope();
            var slope = OfGrid(_gradient, window).permute(2, 0, 1).unsqueeze(0).Multiply(factor);
            At(gradient, window, tile.Covers).AddInPlace(slope.to(gradient.dtype));
        }

        return gradient;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        Begin(withGradient: false);
        _vectors.Dispose();
        _target.Dispose();
        _weights.Dispose();
    }

    // The positions of the grid in a part of the map: grid position (r, c) is map position (r · step, c · step).
    private Window WindowOf(Window core) => new(
        (core.Top + _grid.Step - 1) / _grid.Step,
        (core.Left + _grid.Step - 1) / _grid.Step,
        (core.Bottom + _grid.Step - 1) / _grid.Step,
        (core.Right + _grid.Step - 1) / _grid.Step);

    private (Window Window, Tensor Vectors) Sampled(Tensor map, Window core, Window? covers = null)
    {
        var window = WindowOf(core);
        return (window, window.IsEmpty ? map : ChannelsLast.Rows(At(map, window, covers ?? core).to(ScalarType.Float32)));
    }

    private Tensor At(Tensor map, Window window, Window covers) => map
        .slice(2, (window.Top * _grid.Step) - covers.Top, ((window.Bottom - 1) * _grid.Step) - covers.Top + 1, _grid.Step)
        .slice(3, (window.Left * _grid.Step) - covers.Left, ((window.Right - 1) * _grid.Step) - covers.Left + 1, _grid.Step);

    private Tensor OfGrid(Tensor vectors, Window window) =>
        vectors.view(_grid.Height, _grid.Width, -1).narrow(0, window.Top, window.Height).narrow(1, window.Left, window.Width);

    private static Tensor Pairs(Tensor weights) => weights * weights.t();
}
