using System.Net;
using System.Security.Cryptography;
using Atelier.Imaging;

namespace Atelier.Studio.Tests.Api;

/// <summary>Jobs that are really painted, small, with the embedded network.</summary>
public sealed class PaintingTests
{
    [Fact]
    public async Task Job_FromRequestToResult_IsPainted()
    {
        await using var host = await StudioHost.Start();
        using var folder = new TemporaryFolder();

        var created = await host.Client.CreateAsync(await host.SmallJob(steps: 6, name: "a/b: small"));
        var job = await host.Client.WaitAsync(created.Id);

        Assert.Equal(JobState.Succeeded, job.State);
        Assert.Equal((32, 24, 6), (job.Width, job.Height, job.Progress?.Number));
        Assert.NotNull(job.Started);
        Assert.NotNull(job.Ended);
        foreach (var (format, expected) in new[] { ("png", PictureFormat.Png), ("jpeg", PictureFormat.Jpeg), ("tiff", PictureFormat.Tiff), ("webp", PictureFormat.WebP) })
        {
            var path = Path.Combine(folder.Path, format);
            await File.WriteAllBytesAsync(path, await host.Client.GetResultAsync(job.Id, format));
            var header = PictureReader.Inspect(path);
            Assert.Equal((expected, 32, 24), (header.Format, header.Width, header.Height));
            Assert.Equal(await host.Client.GetRecipeAsync(job.Id), PictureReader.ReadRecipe(path));
        }

        Assert.NotEmpty(await host.Client.GetPreviewAsync(job.Id));
        Assert.Contains($"\"sha256\":\"{job.Content}\"", await host.Client.GetRecipeAsync(job.Id), StringComparison.Ordinal);
        Assert.DoesNotContain(host.Folder.Path, await host.Client.GetRecipeAsync(job.Id), StringComparison.Ordinal);
        Assert.Empty(host.Folder.FilesIn("checkpoints"));
        await Refusal.Of(HttpStatusCode.BadRequest, () => host.Client.GetResultAsync(job.Id, "gif"));
        using var download = await host.Http.GetAsync(new Uri($"{job.ResultUrl}?download=1", UriKind.Relative));
        Assert.Equal("a-b- small.png", download.Content.Headers.ContentDisposition?.FileName?.Trim('"'));

        await host.Client.DeleteAsync(job.Id);
        await Refusal.Of(HttpStatusCode.NotFound, () => host.Client.GetJobAsync(job.Id));
    }

    [Fact]
    public async Task Job_ContinuedFromAnother_PaintsTheLargerScalesOnly()
    {
        await using var host = await StudioHost.Start();
        var request = await host.SmallJob() with { Options = Options(128), Preset = "fast", Name = "small" };
        var small = await host.Client.WaitAsync((await host.Client.CreateAsync(request)).Id);
        var whole = await host.Client.WaitAsync((await host.Client.CreateAsync(request with { Options = Options(256) })).Id);

        var asked = await host.Client.CreateAsync(new JobRequest { ContinueFrom = small.Id, Options = new Dictionary<string, string> { ["size"] = "256" } });
        var larger = await host.Client.WaitAsync(asked.Id);

        Assert.Equal((JobState.Succeeded, null, 256, 192), (larger.State, larger.Error, larger.Width, larger.Height));
        Assert.Equal((small.Content, "fast", "small", small.Id, "3"), (larger.Content, larger.Preset, larger.Name, larger.ContinueFrom, larger.Options["seed"]));
        Assert.Equal(whole.Progress!.Scales - small.Progress!.Scales, larger.Progress!.Scales);
        Assert.Equal(whole.Progress.Number - small.Progress.Number, larger.Progress.Number);
        Assert.InRange(await Difference(host, whole, larger), 0, 0.02); // it goes on from 8 bits, and rounding is amplified

        var recipe = await host.Client.GetRecipeAsync(larger.Id);
        var painted = Convert.ToHexStringLower(SHA256.HashData(await host.Client.GetResultAsync(small.Id)));
        Assert.Contains($"\"continue\":\"./painted-{painted[..8]}.png\"", recipe, StringComparison.Ordinal);
        Assert.Contains($"\"sha256\":\"{painted}\"", recipe, StringComparison.Ordinal);
        Assert.DoesNotContain(host.Folder.Path, recipe, StringComparison.Ordinal);

        static Dictionary<string, string> Options(int size) => new() { ["size"] = $"{size}", ["steps"] = "4", ["seed"] = "3", ["no-guard"] = "true" };
    }

    [Fact]
    public async Task Job_ContinuedFromWhatDoesNotFit_IsRefused()
    {
        using var engine = new HandEngine { Scales = 2 };
        await using var host = await StudioHost.Start(engine: engine.Run);
        var whole = (await host.Client.CreateAsync(await host.SmallJob(steps: 1))).Id;
        engine.Step();
        await host.Client.WaitAsync(whole);
        var early = (await host.Client.CreateAsync(await host.SmallJob(steps: 4, seed: 1))).Id;
        engine.Step();
        await host.Until(early, j => j.Progress?.Number == 1);
        Assert.Equal(JobState.Succeeded, (await host.Client.KeepAsync(early)).State);

        Assert.Equal(["options.size"], await Faults(new JobRequest { ContinueFrom = whole }));
        Assert.Equal(["content"], await Faults(new JobRequest { ContinueFrom = whole, Content = (await host.Upload(seed: 9)).Id, Options = Larger }));
        Assert.Equal(["continueFrom"], await Faults(new JobRequest { ContinueFrom = early, Options = Larger }));
        Assert.Contains("continueFrom", await Faults(new JobRequest { ContinueFrom = "/etc/passwd", Options = Larger }));

        async Task<IEnumerable<string>> Faults(JobRequest request) =>
            (await Refusal.Of(HttpStatusCode.BadRequest, () => host.Client.CreateAsync(request))).Problem!.Errors!.Keys;
    }

    [Fact]
    public async Task Job_OfRegionsAndSamples_IsPainted()
    {
        await using var host = await StudioHost.Start();
        var request = await host.SmallJob(steps: 1);

        var job = await host.Client.CreateAsync(request with
        {
            Styles = [new StyleChoice { Sample = "ink" }],
            Regions = [new RegionChoice { Mask = request.Content, Style = new StyleChoice { Sample = "night" }, StyleMask = request.Content }],
        });

        var ended = await host.Client.WaitAsync(job.Id);
        Assert.Equal((JobState.Succeeded, null), (ended.State, ended.Error));
        Assert.Contains("night.jpg", await host.Client.GetRecipeAsync(job.Id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_WhosePicturesCannotBePainted_FailsAndSaysWhy()
    {
        await using var host = await StudioHost.Start();
        var black = new Picture(32, 24, new float[32 * 24 * 3]).Encode(PictureFormat.Png);
        var request = await host.SmallJob(steps: 1);
        var mask = await host.Client.UploadAsync(new MemoryStream(black));

        var job = await host.Client.CreateAsync(request with { Regions = [new RegionChoice { Mask = mask.Id, Style = request.Styles![0] }] });

        var ended = await host.Client.WaitAsync(job.Id);
        Assert.Equal(JobState.Failed, ended.State);
        Assert.Equal("mask-empty", ended.Error!.Code);
        Assert.Contains("black", ended.Error.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(host.Folder.Path, ended.Error.Text, StringComparison.Ordinal);
        await Refusal.Of(HttpStatusCode.NotFound, () => host.Client.GetResultAsync(job.Id));
    }

    [Fact]
    public async Task Painting_Always_IsCounted()
    {
        var steps = 0L;
        using var listener = new System.Diagnostics.Metrics.MeterListener
        {
            InstrumentPublished = (instrument, me) =>
            {
                if (instrument.Meter.Name == RunTelemetry.Name)
                {
                    me.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Interlocked.Add(ref steps, instrument.Name == "atelier.steps" ? value : 0));
        listener.Start();
        await using var host = await StudioHost.Start();

        var job = await host.Client.CreateAsync(await host.SmallJob(steps: 3));
        await host.Client.WaitAsync(job.Id);

        Assert.True(Interlocked.Read(ref steps) >= 3);
    }

    private static Dictionary<string, string> Larger => new() { ["size"] = "64" };

    // The mean over all values, of 0 to 1.
    private static async Task<double> Difference(StudioHost host, Job one, Job other)
    {
        using var folder = new TemporaryFolder();
        var pictures = new List<Picture>();
        foreach (var job in new[] { one, other })
        {
            var path = Path.Combine(folder.Path, job.Id);
            await File.WriteAllBytesAsync(path, await host.Client.GetResultAsync(job.Id));
            pictures.Add(Picture.Load(path));
        }

        return pictures[0].Pixels.Zip(pictures[1].Pixels, (a, b) => Math.Abs(a - b)).Average();
    }
}
