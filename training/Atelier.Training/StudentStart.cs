using Atelier.Networks;
using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Training;

/// <summary>
/// A start far better than chance: convolution after convolution, the student is fitted by least squares to imitate those
/// channels of the teacher from which the others can best be told.
/// </summary>
internal sealed class StudentStart(FeatureNetwork teacher, StudentNetwork student, IReadOnlyDictionary<string, TapBasis> bases)
{
    private const int PlacesOfACrop = 64;
    private const int Rounds = 6;

    /// <summary>Sets all convolutions and taps.</summary>
    /// <param name="batches">Batches of square crops, some hundreds in all.</param>
    /// <param name="report">Told what each layer reached.</param>
    public void Fit(IReadOnlyList<Tensor> batches, Action<string> report)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        var layers = CompactDesign.Models.Select(Before).ToList();
        var places = batches.Select(b => layers.Select((_, i) => Sites.Draw(b.shape[3] >> Poolings(i), PlacesOfACrop)).ToList()).ToList();
        var wanted = TeacherRows(batches, layers, places);
        var maps = batches.Select(student.Input).ToList();
        for (var i = 0; i < layers.Count; i++)
        {
            using var inner = NewDisposeScope();
            var rows = cat([.. maps.Select((m, n) => Inputs(m, i, places[n][i]))]);
            var active = wanted[i].relu();
            var channels = MostTelling(active.t().matmul(active).to(ScalarType.Float64), CompactDesign.Channels[i]);
            var targets = wanted[i].index_select(1, channels);

            // Each channel about 1, as Adam likes its weights; one that no crop excites would grow beyond float16 so.
            var energy = maximum(targets.relu().Square().mean([0]), targets.Square().mean([0]).Multiply(1e-4));
            targets = targets / energy.sqrt().Add(1e-6);
            using var solver = new LeastSquares(rows);
            var fit = solver.FitBeforeRelu(targets, Rounds);
            var error = (rows.matmul(fit).relu() - targets.relu()).Square().mean().item<float>();
            Assign(StudentNetwork.ConvolutionName(i), fit);
            for (var n = 0; n < maps.Count; n++)
            {
                using var before = maps[n];
                maps[n] = student.Next(before, i).MoveToOuterDisposeScope();
            }

            report($"{CompactDesign.Models[i]}: {channels.shape[0]} of {active.shape[1]} channels, relative error {error:0.000}");
        }

        FitTaps(batches, report);
    }

    /// <summary>Sets the taps, and nothing else, to the best there are for the convolutions as they are.</summary>
    public void FitTaps(IReadOnlyList<Tensor> batches, Action<string> report)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        var rows = CompactDesign.Taps.ToDictionary(t => t.Layer, _ => new List<(Tensor Seen, Tensor Wanted)>());
        foreach (var batch in batches)
        {
            using var inner = NewDisposeScope();
            var hidden = student.Hidden(batch, CompactDesign.Channels.Count - 1);
            var activations = teacher.Activations(batch, [.. rows.Keys]);
            foreach (var tap in CompactDesign.Taps)
            {
                var places = Sites.Draw(hidden[tap.Convolution].shape[3], 2 * PlacesOfACrop);
                var seen = Sites.WithOnes(Sites.Rows(hidden[tap.Convolution], places)).MoveToOuterDisposeScope();
                var aim = Sites.Rows(bases[tap.Layer].Project(activations[tap.Layer]), places).MoveToOuterDisposeScope();
                rows[tap.Layer].Add((seen, aim));
            }
        }

        foreach (var tap in CompactDesign.Taps)
        {
            using var inner = NewDisposeScope();
            var seen = cat([.. rows[tap.Layer].Select(r => r.Seen)]);
            var aim = cat([.. rows[tap.Layer].Select(r => r.Wanted)]);
            using var solver = new LeastSquares(seen);
            var fit = solver.Fit(aim);
            var error = ((seen.matmul(fit) - aim).Square().mean() / aim.Square().mean()).item<float>();
            Assign(StudentNetwork.TapName(tap.Layer), fit);
            report($"tap {tap.Layer}: relative error {error:0.000}");
        }
    }

    private List<Tensor> TeacherRows(IReadOnlyList<Tensor> batches, List<string> layers, List<List<Tensor>> places)
    {
        var rows = layers.Select(_ => new List<Tensor>()).ToList();
        for (var n = 0; n < batches.Count; n++)
        {
            using var inner = NewDisposeScope();
            var maps = teacher.Activations(batches[n], layers);
            for (var i = 0; i < layers.Count; i++)
            {
                rows[i].Add(Sites.Rows(maps[layers[i]], places[n][i]).MoveToOuterDisposeScope());
            }
        }

        return [.. rows.Select(r => cat(r))];
    }

    private static Tensor Inputs(Tensor map, int convolution, Tensor places)
    {
        using var scope = NewDisposeScope();
        return Sites.Patches(StudentNetwork.Pooled(map, convolution), places).MoveToOuterDisposeScope();
    }

    // (inputs + 1, outputs), the bias last, as weights and bias.
    private void Assign(string name, Tensor fit)
    {
        var inputs = fit.shape[0] - 1;
        student.Set(name + ".weight", fit.narrow(0, 0, inputs).t().reshape(student.Parameters[name + ".weight"].shape));
        student.Set(name + ".bias", fit[inputs]);
    }

    // Greedily (a pivoted Cholesky factorisation): the channel of which the chosen ones explain least comes next.
    private static Tensor MostTelling(Tensor moment, int count)
    {
        using var scope = NewDisposeScope();
        var left = moment.clone();
        var chosen = new List<long>();
        for (var i = 0; i < count; i++)
        {
            using var inner = NewDisposeScope();
            var next = left.diagonal().argmax().item<long>();
            var column = left.select(1, next).clone();
            left.sub_(outer(column, column) / column[next].ClampMin(1e-30));
            chosen.Add(next);
        }

        return tensor(chosen.Order().ToArray(), device: moment.device).MoveToOuterDisposeScope();
    }

    private static int Poolings(int convolution) => Enumerable.Range(0, convolution + 1).Count(CompactDesign.PoolsBefore);

    private static string Before(string layer) => layer.Replace("relu", "conv", StringComparison.Ordinal);
}
