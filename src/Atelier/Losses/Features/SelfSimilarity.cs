using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Losses.Features;

/// <summary>
/// How alike the features of a picture's positions are to each other: the cosine distances of all pairs, each column divided by its sum
/// (Kolkin et al. 2019, section 2.2). Contrasts between forms stay, whatever their colours.
/// </summary>
internal static class SelfSimilarity
{
    private const double SmallestNorm = 1e-8;
    private const double SmallestSum = 1e-4; // below, distances are rounding errors

    /// <summary>Vectors (n, C), float32 → distances (n, n) whose columns add up to 1.</summary>
    public static Tensor Of(Tensor vectors)
    {
        using var scope = NewDisposeScope();
        var distances = Distances(Directions(vectors, Norms(vectors)));
        return distances.div_(Sums(distances)).MoveToOuterDisposeScope();
    }

    /// <summary>The gradient with respect to the vectors of a function of <see cref="Of"/>.</summary>
    /// <param name="vectors">(n, C), float32.</param>
    /// <param name="gradient">The function's gradient with respect to the distances, (n, n).</param>
    public static Tensor Backward(Tensor vectors, Tensor gradient)
    {
        using var scope = NewDisposeScope();
        var norms = Norms(vectors);
        var directions = Directions(vectors, norms);
        var distances = Distances(directions);
        var sums = Sums(distances);
        var ofDistances = (gradient - (gradient * distances / sums).sum([0L], keepdim: true)) / sums;
        var ofDirections = ofDistances.AddInPlace(ofDistances.t().contiguous()).mm(directions).negative();
        return ((ofDirections - (directions * (ofDirections * directions).sum([1], keepdim: true))) / norms).MoveToOuterDisposeScope();
    }

    private static Tensor Norms(Tensor vectors) => vectors.Square().sum([1], keepdim: true).sqrt_().ClampMin(SmallestNorm);

    private static Tensor Directions(Tensor vectors, Tensor norms) => vectors / norms;

    private static Tensor Distances(Tensor directions) => directions.mm(directions.t()).OneMinus();

    private static Tensor Sums(Tensor distances) => distances.sum([0L], keepdim: true).ClampMin(SmallestSum);
}
