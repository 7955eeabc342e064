using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Atelier.Checkpoints;
using Atelier.Imaging;
using Atelier.Networks;
using Atelier.Tests;

namespace Atelier.Benchmarks;

/// <summary>How like its preview a larger picture is, once it is reduced to the preview's size.</summary>
internal static class PreviewBenchmark
{
    /// <summary>The command, ready to be added.</summary>
    public static Command Build()
    {
        var preview = new Option<int>("--preview") { Description = "longest side of the preview", DefaultValueFactory = _ => 512 };
        var weights = NumberList.Real("--weights", "several values of --preview-weight");
        var save = new Option<string?>("--save") { Description = "a folder for the pictures (default: nowhere)" };
        var content = new Option<string?>("--content") { Description = "a content picture (default: the sample pair)" };
        var style = new Option<string?>("--style") { Description = "a style picture" };
        var command = new Command("preview", "How like its preview a larger picture is, once it is reduced; --size is the largest.") { preview, weights, save, content, style };
        var options = new EngineOptions("continue");
        options.AddTo(command);
        command.Validators.Add(words =>
        {
            if (words.GetValue(content) is null != words.GetValue(style) is null)
            {
                words.AddError("--content and --style: expected both, or neither");
            }
        });
        command.SetAction(words => Run(
            options.Read(words, StylizeOptions.For(StylizePreset.Fast) with { Size = 1024, Network = "compact" }),
            words.GetValue(preview),
            words.GetValue(weights)!,
            SamplePair.Read((words.GetValue(content), words.GetValue(style)) is ({ } photo, { } painting) ? [photo, painting] : []),
            words.GetValue(save)));
        return command;
    }

    // Prints the structural similarity for larger and larger pictures, as a table.
    private static int Run(StylizeOptions options, int small, double[] weights, (Picture Content, Picture Style) pair, string? folder)
    {
        var (content, style) = pair;
        using var network = NetworkLoader.Load(options);
        var states = Directory.CreateTempSubdirectory("atelier-preview").FullName;
        try
        {
            var (preview, first) = Paint(options with { Size = small }, "preview");
            Console.WriteLine("| Size | Weight | Reduced by area | By Catmull-Rom | Content | Style | Time |");
            foreach (var weight in weights.Length > 0 ? weights : [options.PreviewWeight])
            {
                // Each goes on from the one before, which is the run from the beginning to the last bit.
                var state = first;
                for (var size = 2 * small; size <= options.Size; size *= 2)
                {
                    var watch = Stopwatch.StartNew();
                    var (large, next) = Paint(options with { Size = size, PreviewWeight = weight, Continue = new PaintedFile(state) }, $"{size}-{weight.ToString(CultureInfo.InvariantCulture)}");
                    state = next;
                    Console.WriteLine(string.Create(
                        CultureInfo.InvariantCulture,
                        $"| {size} | {weight} | {Likeness(large.Picture, ByArea):F3} | {Likeness(large.Picture, p => PictureResizer.Resize(p, preview.Picture.Width, preview.Picture.Height)):F3} | {large.Losses["content"]:G4} | {large.Losses["style"]:G4} | {watch.Elapsed.TotalSeconds:F0} s |"));
                }
            }

            double Likeness(Picture large, Func<Picture, Picture> reduce) => StructuralSimilarity.Of(preview.Picture, reduce(large));

            Picture ByArea(Picture large) => AreaMean.Of(large, preview.Picture.Width, preview.Picture.Height);
        }
        finally
        {
            Directory.Delete(states, recursive: true);
        }

        return 0;

        (StylizeResult Result, string State) Paint(StylizeOptions asked, string name)
        {
            var state = Path.Combine(states, name + Checkpoint.Extension);
            var result = Stylizer.Run(network, new StylizePictures(content, style), asked, new RunServices { Checkpoints = new CheckpointSettings(state) });
            if (folder is not null)
            {
                Directory.CreateDirectory(folder);
                result.Picture.Save(Path.Combine(folder, $"{name}.png"));
            }

            return (result, state);
        }
    }
}
