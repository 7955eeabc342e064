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
    /// <summary>Prints the structural similarity for larger and larger pictures, as a table.</summary>
    /// <param name="words">
    /// Options as <c>atelier stylize</c> has them, each with its value, <c>--size</c> being the largest; also <c>--preview N</c>,
    /// <c>--weights W,W,...</c> for several <c>--preview-weight</c>, <c>--save FOLDER</c>, <c>--content FILE</c> and <c>--style FILE</c>.
    /// </param>
    public static int Run(string[] words)
    {
        var given = words.Chunk(2).ToDictionary(w => w[0], w => w[1]);
        var folder = Take("--save");
        var small = int.Parse(Take("--preview") ?? "512", CultureInfo.InvariantCulture);
        var weights = Take("--weights")?.Split(',').Select(w => double.Parse(w, CultureInfo.InvariantCulture)).ToArray();
        var (content, style) = SamplePair.Read((Take("--content"), Take("--style")) is ({ } photo, { } painting) ? [photo, painting] : []);
        var options = given.Aggregate(
            StylizeOptions.For(StylizePreset.Fast) with { Size = 1024, Network = "compact" },
            (all, word) => StylizeOption.All.Single(o => word.Key == $"--{o.Name}").With(all, word.Value));
        using var network = NetworkLoader.Load(options);
        var states = Directory.CreateTempSubdirectory("atelier-preview").FullName;
        try
        {
            var (preview, first) = Paint(options with { Size = small }, "preview");
            Console.WriteLine("| Size | Weight | Reduced by area | By Catmull-Rom | Content | Style | Time |");
            foreach (var weight in weights ?? [options.PreviewWeight])
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
                        $"| {size} | {weight} | {Likeness(large.Picture, ByArea):F3} | {Likeness(large.Picture, p => PictureResizer.Resize(p, preview.Picture.Width, preview.Picture.Height)):F3} | {large.Losses.Content:G4} | {large.Losses.Style:G4} | {watch.Elapsed.TotalSeconds:F0} s |"));
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
            var result = Stylizer.Run(network, new StylizePictures(content, style), asked, null, new CheckpointSettings(state), null, default);
            if (folder is not null)
            {
                Directory.CreateDirectory(folder);
                PictureWriter.Write(result.Picture, Path.Combine(folder, $"{name}.png"));
            }

            return (result, state);
        }

        string? Take(string word) => given.Remove(word, out var value) ? value : null;
    }
}
