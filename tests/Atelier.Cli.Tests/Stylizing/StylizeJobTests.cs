using Atelier.Checkpoints;
using Atelier.Cli.Reporting;
using Atelier.Cli.Stylizing;
using Atelier.Imaging;

namespace Atelier.Cli.Tests.Stylizing;

/// <summary>The whole job, with pictures on disk and an engine that only pretends.</summary>
public sealed class StylizeJobTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _network = new();

    public StylizeJobTests()
    {
        SyntheticRun.Picture(32, 24).Save(_folder.File("content.png"));
        SyntheticRun.Picture(24, 32).Save(_folder.File("style.png"));
    }

    [Fact]
    public void Run_ThatEnds_WritesThePictureAndNothingElse()
    {
        Assert.Equal(0, StylizeJob.Run(Request(), Pretend(), CommandCall.Unheard));

        Assert.Equal(["content.png", "out.png", "style.png"], _folder.Files);
        Assert.Equal(4, PictureReader.Inspect(_folder.File("out.png")).Width);
    }

    [Fact]
    public void Run_ThatWasCancelled_WritesTheBestPictureWithCode130()
    {
        Assert.Equal(130, StylizeJob.Run(Request(), Pretend(StopReason.Cancelled), CommandCall.Unheard));

        Assert.Contains("out.png", _folder.Files);
    }

    [Fact]
    public void Run_WithSaveEvery_WritesNumberedPictures()
    {
        StylizeJob.Run(Request(new StylizeOptions { PictureEvery = 2 }), Pretend(), CommandCall.Unheard);

        Assert.Equal(["content.png", "out-0002.png", "out-0004.png", "out.png", "style.png"], _folder.Files);
    }

    [Fact]
    public void Run_WithSaveEveryAndPreview_WritesNoMorePicturesThanAskedFor()
    {
        var report = new PreviewingReport();

        StylizeJob.Run(Request(new StylizeOptions { PictureEvery = 2 }), Pretend(), report);

        Assert.Equal(["content.png", "out-0002.png", "out-0004.png", "out.png", "style.png"], _folder.Files);
        Assert.Equal(5, report.Pictures);
    }

    [Fact]
    public void Run_WithAPreviewThatCannotBeShown_MakesNoPictures()
    {
        var plain = RunReports.For(new ReportChoice(Preview: true), CommandCall.Unheard);
        StylizeOptions? given = null;

        StylizeJob.Run(
            Request() with { Report = new ReportChoice(Quiet: true, Preview: true) },
            (_, options, _, _, _) =>
            {
                given = options;
                return SyntheticRun.Result();
            },
            CommandCall.Unheard);

        Assert.False(plain.ShowsPictures);
        Assert.Equal(0, given!.PictureEvery);
    }

    [Fact]
    public void Run_ThatFails_WritesNothing()
    {
        Assert.Throws<StylizeException>(() => StylizeJob.Run(Request(), (_, _, _, _, _) => throw new StylizeException(MessageCodes.Failed, $"no engine"), CommandCall.Unheard));

        Assert.Equal(["content.png", "style.png"], _folder.Files);
    }

    [Theory]
    [InlineData("content.png")]
    [InlineData("style.png")]
    [InlineData("nowhere/out.png")]
    [InlineData("out.gif")]
    [InlineData("out")]
    [MemberData(nameof(TooLong))]
    public void Output_ThatCannotBe_IsFoundBeforeAnyWork(string output)
    {
        var before = File.ReadAllBytes(_folder.File("content.png"));

        Assert.Throws<PictureException>(() => StylizeJob.Run(Request(output: output), Never, CommandCall.Unheard));

        Assert.Equal(before, File.ReadAllBytes(_folder.File("content.png")));
    }

    [Theory]
    [InlineData("out.webp", 16384, "16383")]
    [InlineData("out.avif", 16385, "16384")]
    public void Output_LargerThanItsFormatAllows_IsFoundBeforeAnyWork(string output, int size, string limit) =>
        Assert.Contains(
            limit,
            Assert.Throws<PictureException>(() => StylizeJob.Run(Request(new StylizeOptions { Size = size }, output), Never, CommandCall.Unheard)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void SaveEvery_OverAnInput_IsFoundBeforeAnyWork()
    {
        File.Copy(_folder.File("content.png"), _folder.File("out-0002.png"));
        var request = Request(new StylizeOptions { PictureEvery = 2 }) with { Content = _folder.File("out-0002.png") };

        Assert.Contains("PictureEvery", Assert.Throws<OptionsException>(() => StylizeJob.Run(request, Never, CommandCall.Unheard)).Message);
    }

    [Fact]
    public void SaveEvery_WithNamesThatAreTooLong_IsFoundBeforeAnyWork()
    {
        var output = new string('o', 250) + ".png"; // which itself has 254 characters

        Assert.Contains("-1000000.png", Assert.Throws<PictureException>(() => StylizeJob.Run(Request(new StylizeOptions { PictureEvery = 1 }, output), Never, CommandCall.Unheard)).Message);
        Assert.Equal(0, StylizeJob.Run(Request(output: output), Pretend(), CommandCall.Unheard));
    }

    [Fact]
    public void Network_ThatIsNotThere_IsFoundBeforeAnyWork() =>
        Assert.Throws<NetworkException>(() => StylizeJob.Run(Request(new StylizeOptions { Network = _folder.File("no.pth") }), Never, CommandCall.Unheard));

    public void Dispose()
    {
        _folder.Dispose();
        _network.Dispose();
    }

    public static TheoryData<string> TooLong => [new string('o', 300) + ".png"];

    private RunRequest Request(StylizeOptions? options = null, string output = "out.png")
    {
        File.WriteAllText(_network.File("network.pth"), ""); // only its place is looked at
        return new RunRequest(
            _folder.File("content.png"),
            new StyleFiles([_folder.File("style.png")], []),
            StylizePreset.Balanced,
            (options ?? new StylizeOptions()) is { Network: null } own ? own with { Network = _network.File("network.pth") } : options!,
            new OutputChoice(_folder.File(output), new PictureWriteOptions()),
            new ReportChoice(Quiet: true),
            new RecipeChoice());
    }

    private static RunEngine Pretend(StopReason stopped = StopReason.Finished) => (_, options, progress, _, _) =>
    {
        for (var step = 1; step <= 5; step++)
        {
            var wanted = options!.PictureEvery > 0 && step % options.PictureEvery == 0;
            progress!.Report(SyntheticRun.Progress(step, wanted ? SyntheticRun.Picture() : null));
        }

        return SyntheticRun.Result(stopped);
    };

    private sealed class PreviewingReport : IRunReport
    {
        public int Pictures { get; private set; }

        public bool ShowsPictures => true;

        public void Warn(Message warning)
        {
        }

        public void Note(Message note)
        {
        }

        public void Begin(RunPlan plan)
        {
        }

        public void Report(StylizeProgress value) => Pictures += value.Picture is null ? 0 : 1;

        public void Interrupted()
        {
        }

        public void Done(string output, StylizeResult result)
        {
        }
    }

    private static StylizeResult Never(StylizePictures pictures, StylizeOptions? options, IProgress<StylizeProgress>? progress, CheckpointSettings? checkpoints, CancellationToken token) =>
        throw new InvalidOperationException("The engine was started.");
}
