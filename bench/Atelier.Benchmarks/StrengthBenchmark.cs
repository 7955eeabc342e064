using System.CommandLine;
using System.Globalization;
using Atelier.Benchmarks.Compact;
using Atelier.Imaging;
using Atelier.Losses;
using Atelier.Networks;
using Atelier.Networks.Tiling;
using Atelier.Optimization;
using static TorchSharp.torch;

namespace Atelier.Benchmarks;

/// <summary>What strengths runs reach, measured on the pictures as they are saved, against those that were asked for.</summary>
internal static class StrengthBenchmark
{
    private const double Target = 7;

    /// <summary>The command, ready to be added.</summary>
    public static Command Build()
    {
        var images = new Option<string[]>("--images")
        {
            Description = "folders of content-* and style-* pictures, or of photos and paintings (default: the shared pictures and the samples)",
            AllowMultipleArgumentsPerToken = true,
        };
        var sizes = NumberList.Whole("--sizes", "longest sides in pixels", 256);
        var dials = NumberList.Real("--dials", "strengths to ask for", 10, 30, 50, 70, 90);
        var styles = new Option<int>("--styles") { Description = "with how many styles each photograph is painted", DefaultValueFactory = _ => 2 };
        var most = new Option<int>("--pairs") { Description = "at most so many pairs", DefaultValueFactory = _ => int.MaxValue };
        var steps = new Option<StepSchedule?>("--steps")
        {
            Description = "steps of each scale (default: those of fast)",
            CustomParser = r => CompactBenchmark.Read(r.Tokens[0].Value, r.AddError),
        };
        var network = new Option<string>("--network") { Description = "the network that paints and measures", DefaultValueFactory = _ => "compact" };
        var save = new Option<string?>("--save") { Description = "a folder for the pictures (default: nowhere)" };
        var command = new Command("strength", "What --strength reaches on several pictures, measured on them as they are saved.") { images, sizes, dials, styles, most, steps, network, save };
        command.SetAction(parsed =>
        {
            var options = new StylizeOptions { Network = parsed.GetValue(network), Steps = parsed.GetValue(steps) ?? StylizeOptions.For(StylizePreset.Fast).Steps, NoGuard = true };
            var pairs = PicturePair.Every(parsed.GetValue(images)!, parsed.GetValue(styles)).Take(parsed.GetValue(most)).ToList();
            using var loaded = NetworkLoader.Load(options);
            foreach (var size in parsed.GetValue(sizes)!)
            {
                Measure(loaded, pairs, options with { Size = size }, parsed.GetValue(dials)!, parsed.GetValue(save));
            }

            return 0;
        });
        return command;
    }

    private static void Measure(LoadedNetwork network, List<PicturePair> pairs, StylizeOptions options, double[] dials, string? save)
    {
        Console.WriteLine($"{network.Name} at {options.Size} pixels, steps {options.Steps}: strength reached, by the saved picture");
        Console.WriteLine($"{"",-32}{string.Concat(dials.Select(d => Number(d, "0")))}");
        var reached = new List<double[]>();
        foreach (var pair in pairs)
        {
            var pictures = new StylizePictures(Picture.Load(pair.Content), Picture.Load(pair.Style));
            reached.Add([.. dials.Select(d => Reached(network, pair, pictures, options with { Strength = d }, save))]);
            Console.WriteLine($"{pair.Name,-32}{string.Concat(reached[^1].Select(r => Number(r, "0.0")))}");
        }

        var byDial = dials.Select((_, i) => reached.Select(r => r[i]).ToArray()).ToArray();
        Row("mean", of => of.Average());
        Row("lowest", of => of.Min());
        Row("highest", of => of.Max());
        var spread = byDial.Max(of => (of.Max() - of.Min()) / 2);
        var off = byDial.Zip(dials).Max(p => p.First.Max(r => Math.Abs(r - p.Second)));
        var rising = reached.All(r => r.Zip(r.Skip(1)).All(p => p.First < p.Second));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  rises with the dial for every picture: {(rising ? "yes" : "no")}; between pictures ±{spread:0.0} (at most ±{Target}: {(spread <= Target ? "reached" : "missed")}); farthest from the dial {off:0.0}"));

        void Row(string name, Func<double[], double> of) => Console.WriteLine($"{name,-32}{string.Concat(byDial.Select(d => Number(of(d), "0.0")))}");
    }

    private static double Reached(LoadedNetwork network, PicturePair pair, StylizePictures pictures, StylizeOptions options, string? save)
    {
        var picture = Judge.AsSaved(Stylizer.Run(network, pictures, options).Picture);
        if (save is not null)
        {
            Directory.CreateDirectory(save);
            picture.Save(Path.Combine(save, string.Create(CultureInfo.InvariantCulture, $"{pair.Name}-{options.Size}-{options.Strength}.png")));
        }

        using var scope = NewDisposeScope();
        var inputs = new ImagePyramid(pictures, options).InputsAt(new Scale(picture.Width, picture.Height, 0), network.Features, TileSettings.Whole);
        using var metric = new StrengthMetric(inputs);
        return 100 * metric.Measure(PictureTensors.ToTensor(picture, network.Features.Engine.Device));
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture).PadLeft(7);
}
