using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Training;

/// <summary>
/// How far the taps are from what they should read: mean squared errors of activations and of Gram matrices, each divided
/// by its own running mean, so that shallow and deep layers count as designed however large their errors are.
/// </summary>
/// <param name="gramWeight">The weight of the Gram matrices against the activations.</param>
internal sealed class DistillationLoss(double gramWeight)
{
    private const double Keep = 0.98;

    private readonly Dictionary<string, double> _means = [];

    /// <summary>Running means of the errors: relative squared error of activations by layer, of Gram matrices by <c>gram.</c>layer.</summary>
    public IReadOnlyDictionary<string, double> Errors => _errors;

    private readonly Dictionary<string, double> _errors = [];

    /// <summary>The loss, a scalar with its graph.</summary>
    /// <param name="taps">What the taps read, float32.</param>
    /// <param name="targets">What they should read.</param>
    public Tensor Evaluate(IReadOnlyDictionary<string, Tensor> taps, IReadOnlyDictionary<string, Tensor> targets)
    {
        using var scope = NewDisposeScope();
        Tensor total = zeros(1, device: taps.Values.First().device);
        foreach (var tap in CompactDesign.Taps)
        {
            var (found, wanted) = (taps[tap.Layer], targets[tap.Layer].to(ScalarType.Float32));
            var error = nn.functional.mse_loss(found, wanted);
            total = total.Add(error.Multiply(Share(tap.Layer, error, wanted.Square().mean(), tap.Weight)));
            if (gramWeight > 0)
            {
                var (foundGram, wantedGram) = (Gram(found), Gram(wanted));
                var gramError = nn.functional.mse_loss(foundGram, wantedGram);
                total = total.Add(gramError.Multiply(Share("gram." + tap.Layer, gramError, wantedGram.Square().mean(), tap.Weight * gramWeight)));
            }
        }

        return total.MoveToOuterDisposeScope();
    }

    // (N, C, H, W) → (N, C, C), divided by H·W
    private static Tensor Gram(Tensor map)
    {
        using var scope = NewDisposeScope();
        var rows = map.permute(0, 2, 3, 1).flatten(1, 2); // a view where the map is channels last
        return rows.transpose(1, 2).matmul(rows).Divide(rows.shape[1]).MoveToOuterDisposeScope();
    }

    private double Share(string name, Tensor error, Tensor energy, double weight)
    {
        var value = error.detach().item<float>();
        _means[name] = Blend(_means, name, value);
        _errors[name] = Blend(_errors, name, value / energy.item<float>());
        return weight / _means[name];
    }

    private static double Blend(Dictionary<string, double> means, string name, double value) =>
        means.TryGetValue(name, out var mean) ? Keep * mean + (1 - Keep) * value : value;
}
