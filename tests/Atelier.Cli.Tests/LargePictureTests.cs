using System.Text.Json;
using Atelier.Imaging;
using NetVips;

namespace Atelier.Cli.Tests;

/// <summary>Files of more pixels than are held whole.</summary>
public sealed class LargePictureTests(LargePictureTests.LargeFile large) : IClassFixture<LargePictureTests.LargeFile>, IDisposable
{
    private const int Side = 8100; // more than is held whole while it is reduced
    private const int Painted = 4600; // 242 MiB as floats, so that with either the content or the result in memory too much is used
    private const int WidthOfABatch = 7250;
    private const int InABatch = 5000; // to which each content picture is reduced: a little less than 17 megapixels

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Stylize_LargeFileSmallResult_NeverHoldsItWhole()
    {
        var outcome = CommandProcess.Run(_folder, "stylize", large.Path, large.Style, "-o", "out.png", "--size", "200", "--color", "only", "--memory", "600MiB", "--json");

        Assert.Equal(0, outcome.Code);
        var done = JsonDocument.Parse(outcome.Output.Trim().Split('\n')[^1]).RootElement;
        Assert.InRange(done.GetProperty("peak_memory_bytes").GetInt64(), 1 << 20, 600L << 20);
        Assert.Equal(200, PictureReader.Inspect(_folder.File("out.png")).Width);
    }

    [Fact]
    public void Stylize_LargerThanTheMemory_NamesScratchBeforeAnythingIsRead()
    {
        string[] words = ["stylize", large.Path, large.Style, "-o", "out.tif", "--size", $"{Side}", "--color", "only", "--memory", "600MiB"];

        Assert.Contains("use --scratch FOLDER", CommandCall.Run(_folder, words).OneLineOfError(1));
        Assert.Contains("--scratch 'missing': there is no such folder", CommandCall.Run(_folder, [.. words, "--scratch", "missing"]).OneLineOfError(1));
        Assert.DoesNotContain("out.tif", _folder.Files);
    }

    [Fact]
    public void Stylize_ThroughScratch_ReadsAndWritesItWithinTheMemory()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has scratch files.");
        Directory.CreateDirectory(_folder.File("disk"));

        var outcome = CommandProcess.Run(
            _folder, "stylize", large.ToPaint, large.Style, "-o", "out.tif", "--size", $"{Painted}", "--color", "only", "--memory", "600MiB", "--scratch", "disk", "--json");

        Assert.Equal(0, outcome.Code);
        var done = JsonDocument.Parse(outcome.Output.Trim().Split('\n')[^1]).RootElement;
        Assert.InRange(done.GetProperty("peak_memory_bytes").GetInt64(), 1 << 20, 600L << 20);
        Assert.Equal((Painted, Painted), PictureReader.Inspect(_folder.File("out.tif")) is var header ? (header.Width, header.Height) : default);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.File("disk")));
    }

    [Fact]
    public void Batch_ThroughScratch_StaysWithinTheMemory()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has scratch files.");
        Directory.CreateDirectory(_folder.File("disk"));
        string[] words =
        [
            "batch", large.OfABatch, "--style", large.Style, "--style", "other.png", "-o", "out-{style}.tif", "--size", $"{InABatch}", "--color", "only", "--memory", "600MiB", "--json",
        ];
        File.Copy(large.Style, _folder.File("other.png"));

        var refused = CommandCall.Run(_folder, words);
        var outcome = CommandProcess.Run(_folder, [.. words, "--scratch", "disk"]);

        Assert.Equal((1, 0), (refused.Code, outcome.Code));
        Assert.Contains("use --scratch FOLDER", refused.Error);
        var done = JsonDocument.Parse(outcome.Output.Trim().Split('\n')[^1]).RootElement;
        Assert.Equal(2, done.GetProperty("painted").GetInt32());
        Assert.InRange(done.GetProperty("peak_memory_bytes").GetInt64(), 1 << 20, 600L << 20);
        Assert.Equal(InABatch, PictureReader.Inspect(_folder.File("out-other.tif")).Width);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.File("disk")));
    }

    /// <summary>Large files and a small one, written once for all tests.</summary>
    public sealed class LargeFile : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public LargeFile()
        {
            using var black = Image.Black(Side, Side, bands: 3) + new double[] { 40, 90, 200 };
            using var image = black.Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
            image.Tiffsave(Path, compression: Enums.ForeignTiffCompression.Deflate);
            image.Crop(0, 0, Painted, Painted).Tiffsave(ToPaint, compression: Enums.ForeignTiffCompression.Deflate);
            image.Crop(0, 0, WidthOfABatch, WidthOfABatch * 2 / 3).Jpegsave(OfABatch);
            image.Crop(0, 0, 64, 48).Pngsave(Style);
        }

        public string Path => _folder.File("large.tif");

        public string ToPaint => _folder.File("painted.tif");

        public string OfABatch => _folder.File("photograph.jpg");

        public string Style => _folder.File("style.png");

        public void Dispose() => _folder.Dispose();
    }
}
