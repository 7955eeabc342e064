using Atelier.Networks;
using Atelier.Networks.Runtime;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Atelier.Training;

/// <summary>
/// What the taps predict: the teacher's activations in the orthonormal basis of their leading principal directions
/// (uncentred, because Gram matrices are), divided by <see cref="Scale"/> so that they have a mean square of 1.
/// </summary>
/// <param name="Directions">(rank, channels), rows orthonormal.</param>
/// <param name="Scale">The root mean square of the projected activations.</param>
/// <param name="Share">The share of the activations' energy that the directions hold.</param>
internal sealed record TapBasis(Tensor Directions, double Scale, double Share)
{
    /// <summary>How many channels the teacher's layer has.</summary>
    public int Channels => (int)Directions.shape[1];

    /// <summary>Measures the activations of some batches of crops.</summary>
    public static Dictionary<string, TapBasis> Measure(FeatureNetwork teacher, IReadOnlyList<Tensor> batches)
    {
        var layers = CompactDesign.Taps.Select(t => t.Layer).ToList();
        var moments = new Dictionary<string, Tensor>();
        foreach (var batch in batches)
        {
            using var scope = NewDisposeScope();
            foreach (var (layer, map) in teacher.Activations(batch, layers))
            {
                var rows = map.permute(0, 2, 3, 1).reshape(-1, map.shape[1]).to(ScalarType.Float32);
                var moment = rows.t().matmul(rows).DivideInPlace(rows.shape[0]).to(ScalarType.Float64);
                moments[layer] = moments.TryGetValue(layer, out var sum) ? sum.AddInPlace(moment) : moment.DetachFromDisposeScope();
            }
        }

        return CompactDesign.Taps.ToDictionary(t => t.Layer, t => Of(moments[t.Layer], t.Rank, batches.Count));
    }

    /// <summary>The teacher's activations (N, C, H, W) as the taps should read them, (N, rank, H, W), same format.</summary>
    public Tensor Project(Tensor activations)
    {
        using var scope = NewDisposeScope();
        var kernel = Directions.Divide(Scale).to(activations.dtype).reshape(Directions.shape[0], Directions.shape[1], 1, 1);
        return conv2d(activations, kernel).MoveToOuterDisposeScope();
    }

    private static TapBasis Of(Tensor moment, int rank, int batches)
    {
        using var scope = NewDisposeScope();
        var (values, vectors) = linalg.eigh(moment.Divide(batches)); // ascending
        var n = values.shape[0];
        var kept = values.narrow(0, n - rank, rank).sum().item<double>();
        var directions = vectors.narrow(1, n - rank, rank).flip(1).t().contiguous().to(ScalarType.Float32);
        var share = kept / values.sum().item<double>();
        return new TapBasis(directions.DetachFromDisposeScope(), Math.Sqrt(kept / rank), share);
    }
}
