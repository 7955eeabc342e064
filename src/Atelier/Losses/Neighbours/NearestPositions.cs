using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Losses.Neighbours;

/// <summary>Finds the style position whose vector is nearest to that of each position of the picture, by the cosine of centred vectors.</summary>
/// <param name="picture">The picture's features at each layer, (positions, C).</param>
/// <param name="style">The style's features at each layer, (positions, C).</param>
/// <param name="factors">The factor on the features of each layer.</param>
internal sealed class NearestPositions(IReadOnlyList<Tensor> picture, IReadOnlyList<Tensor> style, IReadOnlyList<double> factors)
{
    // A search may take so many products of two numbers: a second or two in bfloat16 on two processor cores. Beyond, only every second,
    // third, … style position is compared.
    private const double MostProducts = 5e11;

    // So many of the best by products in the network's format are compared again in float32.
    private const int Compared = 4;

    // The positions of the picture are searched in groups, each spread over the picture. The use of style positions is counted after each.
    private const int Groups = 64;

    // What the cosine of a style position loses as it is used e times as often as on average. Without it, one patch covers a whole sky.
    private const double UsagePenalty = 0.02;

    // Rows that are centred at once, and pairs that are compared at once.
    private const long Band = 1024;
    private const long MostPairs = 8 << 20;

    private const double SmallestNorm = 1e-8;

    private readonly Tensor _pictureMean = Mean(picture, factors);
    private readonly Tensor _styleMean = Mean(style, factors);

    /// <summary>The numbers of the nearest style positions, int64, and their cosines, float32, both (positions of the picture).</summary>
    public (Tensor Positions, Tensor Cosines) Find()
    {
        using var scope = NewDisposeScope();
        var (format, device, queries) = (style[0].dtype, style[0].device, picture[0].shape[0]);
        var candidates = Candidates(queries);
        var keys = empty([candidates.shape[0], _styleMean.shape[1]], format, device);
        for (var at = 0L; at < keys.shape[0]; at += Band)
        {
            using var band = NewDisposeScope();
            var length = Math.Min(Band, keys.shape[0] - at);
            keys.narrow(0, at, length).copy_(Centred(style, candidates.narrow(0, at, length), _styleMean));
        }

        var used = zeros([candidates.shape[0]], device: device);
        var (positions, cosines) = (zeros([queries], ScalarType.Int64, device), zeros([queries], device: device));
        var groups = Math.Max(Groups, (queries * keys.shape[0] / MostPairs) + 1);
        for (var g = 0L; g < Math.Min(groups, queries); g++)
        {
            using var group = NewDisposeScope();
            var own = Every(g, queries, groups);
            var vectors = Centred(picture, own, _pictureMean);
            var penalty = used.Multiply((double)candidates.shape[0] / queries).log1p().Multiply(UsagePenalty);
            var (chosen, cosine) = Best(vectors, keys, penalty);
            used.AddAtInPlace(0, chosen, ones_like(cosine));
            positions.index_copy_(0, own, candidates.index_select(0, chosen));
            cosines.index_copy_(0, own, cosine);
        }

        return (positions.MoveToOuterDisposeScope(), cosines.MoveToOuterDisposeScope());
    }

    private static (Tensor Chosen, Tensor Cosines) Best(Tensor vectors, Tensor keys, Tensor penalty)
    {
        var rough = vectors.to(keys.dtype).mm(keys.t()).to(ScalarType.Float32).sub_(penalty);
        var (_, best) = rough.topk((int)Math.Min(Compared, keys.shape[0]), 1);
        var flat = best.reshape(-1);
        var exact = (keys.index_select(0, flat).to(ScalarType.Float32).view(best.shape[0], best.shape[1], -1) * vectors.unsqueeze(1)).sum([2]);
        var winner = (exact - penalty.index_select(0, flat).view_as(exact)).argmax(1, keepdim: true);
        return (best.gather(1, winner).squeeze(1), exact.gather(1, winner).squeeze(1));
    }

    private Tensor Candidates(long queries)
    {
        var positions = style[0].shape[0];
        var every = (long)Math.Ceiling((double)queries * positions * _styleMean.shape[1] / MostProducts);
        return Every(0, positions, Math.Max(1, every));
    }

    // (n, sum of channels), float32, of norm 1.
    private Tensor Centred(IReadOnlyList<Tensor> rows, Tensor positions, Tensor mean)
    {
        using var scope = NewDisposeScope();
        var vectors = cat([.. rows.Select((r, l) => r.index_select(0, positions).to(ScalarType.Float32).Multiply(factors[l]))], dim: 1).sub_(mean);
        return vectors.div_(vectors.Square().sum([1], keepdim: true).sqrt_().ClampMin(SmallestNorm)).MoveToOuterDisposeScope();
    }

    // first, first + step, … below end.
    private Tensor Every(long first, long end, long step)
    {
        using var scope = NewDisposeScope();
        return TensorMath.Range(0, (end - first + step - 1) / step, ScalarType.Int64).Multiply(step).Add(first).to(style[0].device).MoveToOuterDisposeScope();
    }

    private static Tensor Mean(IReadOnlyList<Tensor> rows, IReadOnlyList<double> factors) =>
        cat([.. rows.Select((r, l) => r.mean([0L], keepdim: true, type: ScalarType.Float32).Multiply(factors[l]))], dim: 1);
}
