using System.Globalization;
using Atelier.Imaging;
using Atelier.Networks;
using Atelier.Tests;

namespace Atelier.Benchmarks;

/// <summary>How like its preview a larger picture is, once it is reduced to the preview's size.</summary>
internal static class PreviewBenchmark
{
    /// <summary>Prints the structural similarity for larger and larger pictures.</summary>
    /// <param name="words">Options as <c>atelier stylize</c> has them, each with its value, <c>--size</c> being the largest; also <c>--preview N</c>, <c>--save FOLDER</c>, <c>--content FILE</c> and <c>--style FILE</c>.</param>
    public static int Run(string[] words)
    {
        var given = words.Chunk(2).ToDictionary(w => w[0], w => w[1]);
        var folder = Take("--save");
        var small = int.Parse(Take("--preview") ?? "256", CultureInfo.InvariantCulture);
        var (content, style) = SamplePair.Read((Take("--content"), Take("--style")) is ({ } photo, { } painting) ? [photo, painting] : []);
        var options = given.Aggregate(
            StylizeOptions.For(StylizePreset.Fast) with { Size = 1024, Network = "compact" },
            (all, word) => StylizeOption.All.Single(o => word.Key == $"--{o.Name}").With(all, word.Value));
        using var network = NetworkLoader.Load(options);
        var preview = Paint(small);
        for (var size = 2 * small; size <= options.Size; size *= 2)
        {
            var reduced = PictureResizer.Resize(Paint(size), preview.Width, preview.Height);
            Console.WriteLine($"{size} pixels, reduced to {preview.Width}×{preview.Height}: structural similarity with the preview {StructuralSimilarity.Of(preview, reduced):F3}");
        }

        return 0;

        Picture Paint(int size)
        {
            var picture = Stylizer.Run(network, new StylizePictures(content, style), options with { Size = size }).Picture;
            if (folder is not null)
            {
                PictureWriter.Write(picture, Path.Combine(folder, $"{size}.png"));
            }

            return picture;
        }

        string? Take(string word) => given.Remove(word, out var value) ? value : null;
    }
}
