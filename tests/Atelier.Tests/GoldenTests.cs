using System.Runtime.CompilerServices;
using Atelier.Imaging;
using Atelier.Tests.Networks;

namespace Atelier.Tests;

/// <summary>
/// Whole runs on a tiny seeded network against pictures that earlier versions painted, in the folder Golden. A change that is meant is
/// shown by new ones: delete the old and run with ATELIER_WRITE_GOLDEN=1.
/// </summary>
public class GoldenTests
{
    // In grey levels. Processors add in different orders, which a dozen steps blow up to less than this.
    private const double MostAnywhere = 6;
    private const double MostOnAverage = 0.5;

    [Theory]
    [InlineData("plain", "")]
    [InlineData("adam", "optimizer=adam")]
    [InlineData("noise", "init=noise seed=7")]
    [InlineData("moments", "style-loss=moments")]
    [InlineData("neighbours", "style-loss=neighbours")]
    [InlineData("luminance", "color=luminance")]
    [InlineData("strength", "strength=60 steps=20")]
    public void Run_ATinyPicture_IsWhatItWas(string name, string options)
    {
        var given = options.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Split('='))
            .Aggregate(SmallRun.Options, (all, word) => StylizeOption.All.Single(o => o.Name == word[0]).With(all, word[1]));
        using var network = TinyNetwork.Load(given);
        var painted = Stylizer.Run(network, new StylizePictures(FormulaPictures.Content, FormulaPictures.Style), given).Picture;

        var path = Path.Combine(Path.GetDirectoryName(ThisFile())!, "Golden", name + ".png");
        if (Environment.GetEnvironmentVariable("ATELIER_WRITE_GOLDEN") == "1" && !File.Exists(path))
        {
            painted.Save(path);
        }

        var golden = Picture.Load(path);
        var differences = golden.Pixels.Zip(painted.Pixels, (g, p) => 255.0 * Math.Abs(g - p)).ToArray();
        if (differences.Max() > MostAnywhere || differences.Average() > MostOnAverage)
        {
            var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "golden")).FullName;
            painted.Save(Path.Combine(folder, name + "-actual.png"));
            new Picture(golden.Width, golden.Height, [.. differences.Select(d => (float)Math.Min(1, d / 25))]).Save(Path.Combine(folder, name + "-difference.png"));
            Assert.Fail($"{name}: {differences.Max():0.0} grey levels off at most, {differences.Average():0.00} on average; see {folder}");
        }
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
