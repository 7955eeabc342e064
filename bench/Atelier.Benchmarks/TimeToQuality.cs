using System.CommandLine;
using System.Diagnostics;
using Atelier.Imaging;
using Atelier.Losses;
using Atelier.Networks;
using Atelier.Networks.Runtime;
using Atelier.Optimization;
using static TorchSharp.torch;

namespace Atelier.Benchmarks;

/// <summary>
/// How long the usual recipe (one scale from noise, L-BFGS with history 100, 500 steps, float32) takes to its result, and how
/// long Atelier takes to one as good. Both are judged by the same loss, in float32, on the picture as saved in 8 bits.
/// </summary>
internal static class TimeToQuality
{
    private const double ContentWeight = 5;
    private const double StyleWeight = 100;
    private const int PeersSteps = 500;

    private static readonly StylizeOptions Ours = new()
    {
        Normalization = LossNormalization.Mean,
        ContentWeight = ContentWeight,
        StyleWeight = StyleWeight,
        ContentLayers = LayerWeights.Parse("relu4_2"),
        StyleLayers = LayerWeights.Parse(string.Join(',', Subject.StyleLayers)),
        StrokeWeight = 0,
        TvWeight = 0,
        RangeWeight = 6.5e7, // 1000 on values of 0 to 255: the loss itself is of the order of millions
        Padding = PaddingKind.Zero,
        PictureEvery = 5,

        // The coarse scales of the default paint the large forms, which the eye wants and this loss hardly counts.
        Steps = StepSchedule.Parse("20,20,60"),
    };

    /// <summary>The command, ready to be added.</summary>
    public static Command Build()
    {
        var pictures = new Argument<string[]>("PICTURES") { Description = "a content and a style picture (default: the sample pair)", Arity = new ArgumentArity(0, 2) };
        var ours = new Option<bool>("--ours-only") { Description = "paint with Atelier alone" };
        var peers = new Option<bool>("--peers-only") { Description = "paint by the peers' recipe alone" };
        var command = new Command("time-to-quality", "The peers' recipe against Atelier's, judged by the same loss on the saved pictures.") { pictures, ours, peers };
        command.Validators.Add(words =>
        {
            if (words.GetValue(pictures) is { Length: 1 })
            {
                words.AddError("PICTURES: expected a content and a style picture, or neither");
            }
        });
        command.SetAction(words => Run(words.GetValue(pictures)!, words.GetValue(ours), words.GetValue(peers)));
        return command;
    }

    // Runs both and prints times, losses and the ratio.
    private static int Run(string[] pictures, bool ours, bool peersOnly)
    {
        var (content, style) = SamplePair.Read(pictures);
        (content, style) = (PictureResizer.ResizeToLongestSide(content, 512), PictureResizer.ResizeToLongestSide(style, 512));
        TorchRuntime.Start();
        using var judge = new Judge();
        double Loss(Picture picture) => Weighted(judge.Evaluate(picture, content, style));

        var mine = peersOnly ? [] : OurRun(content, style, Loss);
        Print($"Atelier ({Ours.Steps} steps)", mine);
        if (ours)
        {
            return 0;
        }

        var peers = PeersRun(content, style, Loss);
        Print($"one scale, float32, {PeersSteps} steps from noise", peers);
        Compare("its result", peers[^1], mine);
        Compare("its best picture on the way", peers.MinBy(p => p.Loss), mine); // what it leaves out of range costs more and more
        return 0;
    }

    private static void Compare(string what, (double Seconds, double Loss) theirs, List<(double Seconds, double Loss)> mine)
    {
        var reached = mine.FirstOrDefault(p => p.Loss <= theirs.Loss);
        Console.WriteLine(reached == default
            ? $"Atelier did not reach {what}, {theirs.Loss:E3}."
            : $"Atelier reaches {what}, {theirs.Loss:E3}, after {reached.Seconds:F0} s instead of {theirs.Seconds:F0} s: {theirs.Seconds / reached.Seconds:F1} times faster.");
    }

    private static double Weighted(EvaluationResult losses) =>
        (ContentWeight * losses.Content.Values.Sum()) + (StyleWeight * losses.Style.Values.Sum());

    private static List<(double Seconds, double Loss)> OurRun(Picture content, Picture style, Func<Picture, double> judge)
    {
        var curve = new List<(double, double)>();
        var judging = TimeSpan.Zero;
        var clock = Stopwatch.StartNew();
        var progress = new Listener(p =>
        {
            if (p.Picture is { } picture && p.Scale == p.Scales)
            {
                var before = clock.Elapsed;
                curve.Add(((before - judging).TotalSeconds, judge(picture)));
                judging += clock.Elapsed - before;
            }
        });
        var result = Stylizer.Run(content, style, Ours, progress);
        curve.Add(((clock.Elapsed - judging).TotalSeconds, judge(result.Picture)));
        return curve;
    }

    private static List<(double Seconds, double Loss)> PeersRun(Picture content, Picture style, Func<Picture, double> judge)
    {
        using var scope = NewDisposeScope();
        var clock = Stopwatch.StartNew();
        var judging = TimeSpan.Zero;
        var curve = new List<(double, double)>();
        var (weights, convention) = NetworkLoader.Weights(new StylizeOptions());
        var network = new PlainVgg(weights, convention);
        Dictionary<string, Tensor> features, grams;
        using (no_grad())
        {
            features = network.Features(PictureTensors.ToTensor(content, CPU), ["relu4_2"]);
            grams = network.Features(PictureTensors.ToTensor(style, CPU), Subject.StyleLayers).ToDictionary(m => m.Key, m => PlainVgg.Gram(m.Value));
        }


        // The Python programs start from noise of a thousandth of a grey level around the network's mean colour.
        var grey = NoisePicture.Create(content.Width, content.Height, seed: 0);
        var start = PictureTensors.ToTensor(grey, CPU).Subtract(0.5).MultiplyInPlace(1e-4).AddInPlace(PlainVgg.MeanColour(convention));
        using var optimizer = new Lbfgs(start, 100, image =>
        {
            var (c, s, gradient) = network.Evaluate(image, features, grams, ContentWeight, StyleWeight);
            return (new LossValues(c + s, new Dictionary<string, double> { ["content"] = c, ["style"] = s }), gradient);
        });
        for (var step = 1; step <= PeersSteps; step++)
        {
            optimizer.Step();
            if (step % 50 == 0)
            {
                var before = clock.Elapsed;
                curve.Add(((before - judging).TotalSeconds, judge(PictureTensors.ToPicture(optimizer.Image))));
                Console.Error.WriteLine($"step {step}: {curve[^1].Item1:F0} s, {curve[^1].Item2:E3}");
                judging += clock.Elapsed - before;
            }
        }

        return curve;
    }

    private static void Print(string name, List<(double Seconds, double Loss)> curve)
    {
        Console.WriteLine(name);
        foreach (var (seconds, loss) in curve)
        {
            Console.WriteLine($"  {seconds,7:F1} s  {loss:E3}");
        }
    }

    private sealed class Listener(Action<StylizeProgress> listen) : IProgress<StylizeProgress>
    {
        public void Report(StylizeProgress value) => listen(value);
    }
}
