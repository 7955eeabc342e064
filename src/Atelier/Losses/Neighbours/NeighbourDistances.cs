using Atelier.Networks;
using Atelier.Networks.Runtime;
using Atelier.Networks.Tiling;
using static TorchSharp.torch;

namespace Atelier.Losses.Neighbours;

/// <summary>
/// The mean cosine distance between the vectors of the picture's positions and those of their neighbours in the style. The products and
/// squared norms that it follows from are sums over layers, which come one after the other.
/// </summary>
internal sealed class NeighbourDistances : IDisposable
{
    private const double SmallestSquare = 1e-20;

    private readonly Tensor _shares; // of each position in the mean, (h, w)
    private readonly Tensor _products; // of the two vectors
    private readonly Tensor _squares; // the squared norm of the picture's vector
    private readonly Tensor _neighbourSquares;
    private readonly Tensor[] _neighbours; // by layer, (1, C, h, w)
    private readonly double[] _factors;
    private (Tensor OfPicture, Tensor OfNeighbour)? _slopes;

    /// <summary>Distances to neighbours that are not found yet.</summary>
    /// <param name="shares">The share of each position in the mean, (h, w), float32; the sum over all parts of the picture is 1.</param>
    /// <param name="style">The style's features at each layer: (positions, C), in the network's format.</param>
    /// <param name="factors">The factor on the features of each layer.</param>
    public NeighbourDistances(Tensor shares, IReadOnlyList<Tensor> style, IEnumerable<double> factors)
    {
        using var scope = NewDisposeScope();
        var (height, width) = (shares.shape[0], shares.shape[1]);
        _factors = [.. factors];
        _shares = shares.alias().DetachFromDisposeScope();
        _products = zeros_like(shares).DetachFromDisposeScope();
        _squares = zeros_like(shares).DetachFromDisposeScope();
        _neighbourSquares = zeros_like(shares).DetachFromDisposeScope();
        _neighbours = [.. style.Select(s => zeros([1, height, width, s.shape[1]], s.dtype, s.device).permute(0, 3, 1, 2).DetachFromDisposeScope())];
    }

    /// <summary>How many layers are summed.</summary>
    public int Layers => _factors.Length;

    /// <summary>The mean of 1 − cos over positions, once all layers are added.</summary>
    public double Value
    {
        get
        {
            using var scope = NewDisposeScope();
            return ((_products / Norms()).OneMinus() * _shares).sum().item<float>();
        }
    }

    /// <summary>Takes other neighbours.</summary>
    /// <param name="style">The style's features at each layer.</param>
    /// <param name="positions">The style position that is the neighbour of each position, (h · w), int64.</param>
    public void Take(IReadOnlyList<Tensor> style, Tensor positions)
    {
        using var scope = NewDisposeScope();
        _neighbourSquares.zero_();
        foreach (var (l, features) in style.Index())
        {
            var rows = features.index_select(0, positions);
            ChannelsLast.Rows(_neighbours[l]).copy_(rows);
            _neighbourSquares.view(-1).AddInPlace(rows.to(ScalarType.Float32).Square().sum([1]), _factors[l] * _factors[l]);
        }
    }

    /// <summary>Forgets the sums over layers.</summary>
    public void Clear()
    {
        _products.zero_();
        _squares.zero_();
        _slopes?.OfPicture.Dispose();
        _slopes?.OfNeighbour.Dispose();
        _slopes = null;
    }

    /// <summary>Adds a layer to the sums.</summary>
    /// <param name="layer">The number of the layer.</param>
    /// <param name="window">The positions.</param>
    /// <param name="features">The picture's features there, (1, C, h, w).</param>
    public void Add(int layer, Window window, Tensor features)
    {
        using var scope = NewDisposeScope();
        var square = _factors[layer] * _factors[layer];
        window.Of(_products).AddInPlace(Sum(features * window.Of(_neighbours[layer])), square);
        window.Of(_squares).AddInPlace(Sum(features.Square()), square);
    }

    /// <summary>
    /// The gradient of <see cref="Value"/> with respect to the features of a layer, once all layers are added:
    /// d(1 − p/√(s·t))/dx = p/(s·√(s·t))·x − 1/√(s·t)·y, for the product p and the squared norms s and t of the vectors x and y.
    /// </summary>
    /// <param name="layer">The number of the layer.</param>
    /// <param name="window">The positions.</param>
    /// <param name="features">The picture's features there, (1, C, h, w).</param>
    /// <param name="factor">A factor on the gradient.</param>
    /// <returns>Shaped like the features, float32.</returns>
    public Tensor Gradient(int layer, Window window, Tensor features, double factor)
    {
        using var scope = NewDisposeScope();
        var (ofPicture, ofNeighbour) = _slopes ??= Slopes();
        factor *= _factors[layer] * _factors[layer];
        return (features * window.Of(ofPicture).Multiply(factor))
            .AddInPlace(window.Of(_neighbours[layer]) * window.Of(ofNeighbour).Multiply(factor))
            .MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Clear();
        _shares.Dispose();
        _products.Dispose();
        _squares.Dispose();
        _neighbourSquares.Dispose();
        Array.ForEach(_neighbours, n => n.Dispose());
    }

    private (Tensor OfPicture, Tensor OfNeighbour) Slopes()
    {
        using var scope = NewDisposeScope();
        var ofNeighbour = _shares / Norms();
        var ofPicture = ofNeighbour * _products / _squares.ClampMin(SmallestSquare);
        return (ofPicture.DetachFromDisposeScope(), ofNeighbour.negative().DetachFromDisposeScope());
    }

    private Tensor Norms() => (_squares * _neighbourSquares).ClampMin(SmallestSquare).sqrt_();

    private static Tensor Sum(Tensor products) => products.sum(1, type: ScalarType.Float32).squeeze(0);
}
