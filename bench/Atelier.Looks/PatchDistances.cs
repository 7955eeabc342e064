using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Looks;

/// <summary>Distances of two sets of patches, each (patches, features) of norm 1.</summary>
internal static class PatchDistances
{
    /// <summary>The mean cosine distance of a patch from the nearest one of others: large where the picture has something that those lack.</summary>
    public static double Nearest(float[][] patches, float[][] others)
    {
        using var scope = NewDisposeScope();
        return 1 - Rows(patches).mm(Rows(others).t()).amax([1L]).mean().item<float>();
    }

    /// <summary>
    /// The Fréchet distance of the normal distributions with their means and covariances (Heusel et al. 2017). With fewer patches than features the
    /// trace of (Σ₁Σ₂)^½ is the nuclear norm of the product of the centred patches.
    /// </summary>
    public static double Frechet(float[][] patches, float[][] others)
    {
        using var scope = NewDisposeScope();
        var (ofPatches, mean) = Centred(patches);
        var (ofOthers, otherMean) = Centred(others);
        var trace = Sum(ofPatches.Square()) + Sum(ofOthers.Square()) - (2 * Sum(linalg.svdvals(ofPatches.mm(ofOthers.t()))));
        return Sum((mean - otherMean).Square()) + trace;
    }

    private static Tensor Rows(float[][] patches) => tensor([.. patches.SelectMany(p => p)], [patches.Length, patches[0].Length]);

    private static (Tensor Rows, Tensor Mean) Centred(float[][] patches)
    {
        var rows = Rows(patches).to(ScalarType.Float64);
        var mean = rows.mean([0L], keepdim: true);
        return ((rows - mean).Divide(Math.Sqrt(patches.Length)), mean);
    }

    private static double Sum(Tensor values) => values.sum().item<double>();
}
