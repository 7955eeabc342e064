using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Atelier.Imaging;
using Atelier.Losses;
using Atelier.Networks;
using Atelier.Optimization;
using static TorchSharp.torch;

namespace Atelier.Benchmarks.Sizes;

/// <summary>Some steps at one size, planned and computed as a run does.</summary>
internal static class SizeStep
{
    /// <summary>The command, ready to be added.</summary>
    public static Command Build()
    {
        var size = new Argument<int>("SIZE") { Description = "the side in pixels" };
        var steps = new Argument<int>("STEPS") { Description = "how many steps are measured, after a first one; 0 for the first alone, where each takes minutes" };
        var way = new Argument<string>("WAY") { Description = "whether pictures pass as a whole or in tiles" };
        way.AcceptOnlyFromAmong("whole", "tiled");
        var command = new Command("size-step", "One line of 'size' as JSON; nothing where the picture does not fit as a whole.") { size, steps, way };
        var options = new EngineOptions("size", "steps");
        options.AddTo(command);
        command.SetAction(words => Run(
            words.GetValue(size), words.GetValue(steps), words.GetValue(way) == "tiled", options.Read(words, new StylizeOptions { Size = words.GetValue(size) })));
        return command;
    }

    private static int Run(int size, int steps, bool isTiled, StylizeOptions options)
    {
        using var network = NetworkLoader.Load(options, orEmbedded: false);
        var (content, style) = SamplePair.Read([]);
        content = Enlarged(content, size);
        var scale = new Scale(size, size, 75);
        var pictures = new ScalePictures((long)style.Width * style.Height, (long)size * size);
        var plan = MemoryPlan.For([scale], options, network, _ => pictures);
        if (plan.Scales[0].Tiles.IsWhole && isTiled)
        {
            plan = MemoryPlan.For([scale], options with { Tile = BestTile(scale, options, network, pictures) }, network, _ => pictures);
        }
        else if (!plan.Scales[0].Tiles.IsWhole && !isTiled)
        {
            return 0;
        }

        Console.WriteLine(JsonSerializer.Serialize(Measure(plan, steps, options, network, content, style)));
        GC.KeepAlive(content); // as a run holds it
        return 0;
    }

    private static SizeFigures Measure(MemoryPlan plan, int steps, StylizeOptions options, LoadedNetwork network, Picture content, Picture style)
    {
        var scratch = plan.OpenScratch(options);
        using var scope = NewDisposeScope();
        var image = PictureTensors.ToTensor(content, network.Features.Engine.Device);
        using var objective = new Objective(new ObjectiveInputs(
            network.Features, ObjectivePictures.Pair(image, PictureTensors.ToTensor(style, network.Features.Engine.Device)), options, plan.TilesAt(0, scratch)));
        using var optimizers = new OptimizerSequence(options);
        using var optimizer = optimizers.Next(image, objective.Evaluate, plan.Scales[0], scratch);
        image.Dispose();
        var times = new List<double>();
        for (var i = steps == 0 ? 1 : 0; i <= Math.Max(steps, 1); i++)
        {
            var start = Stopwatch.GetTimestamp();
            optimizer.Step();
            times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            if (i == 0)
            {
                times.Clear(); // the first also makes ready
            }

            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{content.Width}: {Stopwatch.GetElapsedTime(start).TotalSeconds:F2} s, peak {PeakBytes() / (double)(1 << 30):F2} GiB"));
        }

        var found = plan.Scales[0];
        return new SizeFigures(
            times.Order().ElementAt(times.Count / 2),
            PeakBytes(),
            plan.Memory,
            plan.Scratch,
            found.Tiles.IsWhole ? null : found.Tiles.Core,
            found.Tiles.FirstKeptBlock,
            found.Optimizer == OptimizerKind.Lbfgs ? found.HistorySize : 0);
    }

    // What the plan would take if it could not pass the picture as a whole.
    private static int BestTile(Scale scale, StylizeOptions options, LoadedNetwork network, ScalePictures pictures)
    {
        var sides = new[] { 256, 384, 512, 640, 768, 896, 1024 }.Where(s => s < scale.LongestSide);
        return sides.Select(s => (Side: s, Plan: Plan(s))).Where(p => p.Plan is not null).MinBy(p => p.Plan!.Work).Side;

        ScaleMemory? Plan(int side)
        {
            try
            {
                return MemoryPlan.For([scale], options with { Tile = side }, network, _ => pictures).Scales[0];
            }
            catch (StylizeException)
            {
                return null;
            }
        }
    }

    private static Picture Enlarged(Picture picture, int size)
    {
        var pixels = new float[3L * size * size];
        Parallel.For(0, size, y =>
        {
            var row = (long)y * picture.Height / size * picture.Width;
            for (var x = 0; x < size; x++)
            {
                var (from, to) = ((int)(3 * (row + ((long)x * picture.Width / size))), 3 * (((long)y * size) + x));
                (pixels[to], pixels[to + 1], pixels[to + 2]) = (picture.Pixels[from], picture.Pixels[from + 1], picture.Pixels[from + 2]);
            }
        });
        return new Picture(size, size, pixels);
    }

    private static long PeakBytes()
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
    }
}
