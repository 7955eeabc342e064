using System.Net;
using Atelier.Imaging;
using Atelier.Studio.Telemetry;

namespace Atelier.Studio.Tests.Api;

/// <summary>Jobs that are really painted, small, with the embedded network.</summary>
public sealed class PaintingTests
{
    [Fact]
    public async Task Job_FromRequestToResult_IsPainted()
    {
        await using var host = await StudioHost.Start();
        using var folder = new TempFolder();

        var created = await host.Client.CreateAsync(await host.SmallJob(steps: 6, name: "a/b: small"));
        var job = await host.Client.WaitAsync(created.Id);

        Assert.Equal(JobState.Succeeded, job.State);
        Assert.Equal((32, 24, 6), (job.Width, job.Height, job.Progress?.Number));
        Assert.NotNull(job.Started);
        Assert.NotNull(job.Ended);
        foreach (var (format, expected) in new[] { ("png", PictureFormat.Png), ("jpeg", PictureFormat.Jpeg), ("tiff", PictureFormat.Tiff), ("webp", PictureFormat.WebP) })
        {
            var path = Path.Combine(folder.Path, format);
            await File.WriteAllBytesAsync(path, await host.Client.ResultAsync(job.Id, format));
            var header = PictureReader.Inspect(path);
            Assert.Equal((expected, 32, 24), (header.Format, header.Width, header.Height));
            Assert.Equal(await host.Client.RecipeAsync(job.Id), PictureReader.ReadRecipe(path));
        }

        Assert.NotEmpty(await host.Client.PreviewAsync(job.Id));
        Assert.Contains($"\"sha256\":\"{job.Content}\"", await host.Client.RecipeAsync(job.Id), StringComparison.Ordinal);
        Assert.DoesNotContain(host.Folder.Path, await host.Client.RecipeAsync(job.Id), StringComparison.Ordinal);
        Assert.Empty(host.Folder.Files("checkpoints"));
        await Refusal.Of(HttpStatusCode.BadRequest, () => host.Client.ResultAsync(job.Id, "gif"));
        using var download = await host.Http.GetAsync(new Uri($"{job.ResultUrl}?download=1", UriKind.Relative));
        Assert.Equal("a-b- small.png", download.Content.Headers.ContentDisposition?.FileName?.Trim('"'));

        var larger = await host.Client.CreateAsync(await host.SmallJob(steps: 2) with
        {
            ContinueFrom = job.Id,
            Options = new Dictionary<string, string> { ["size"] = "48", ["steps"] = "2" },
        });
        Assert.Equal((JobState.Succeeded, 48), ((await host.Client.WaitAsync(larger.Id)).State, (await host.Client.JobAsync(larger.Id)).Width));

        await host.Client.DeleteAsync(job.Id);
        await Refusal.Of(HttpStatusCode.NotFound, () => host.Client.JobAsync(job.Id));
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
        Assert.Contains("night.jpg", await host.Client.RecipeAsync(job.Id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_WhosePicturesCannotBePainted_FailsAndSaysWhy()
    {
        await using var host = await StudioHost.Start();
        var black = PictureWriter.Encode(new Picture(32, 24, new float[32 * 24 * 3]), PictureFormat.Png);
        var request = await host.SmallJob(steps: 1);
        var mask = await host.Client.UploadAsync(new MemoryStream(black));

        var job = await host.Client.CreateAsync(request with { Regions = [new RegionChoice { Mask = mask.Id, Style = request.Styles![0] }] });

        var ended = await host.Client.WaitAsync(job.Id);
        Assert.Equal(JobState.Failed, ended.State);
        Assert.Contains("black", ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(host.Folder.Path, ended.Error, StringComparison.Ordinal);
        await Refusal.Of(HttpStatusCode.NotFound, () => host.Client.ResultAsync(job.Id));
    }

    [Fact]
    public async Task Painting_Always_IsCounted()
    {
        var steps = 0L;
        using var listener = new System.Diagnostics.Metrics.MeterListener
        {
            InstrumentPublished = (instrument, me) =>
            {
                if (instrument.Meter.Name == StudioMeter.Name)
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
}
