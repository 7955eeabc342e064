using System.Text.Json;
using Atelier.Checkpoints;

namespace Atelier.Studio.Tests.Jobs;

/// <summary>What clients are told names no folder of the server.</summary>
public sealed class ErrorFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("weights.safetensors", "no weights")]
    [InlineData("weights.pth", "no weights")]
    [InlineData("weights.h5", "no weights")]
    [InlineData("weights.safetensors", null)]
    public async Task Network_OfTheStudioThatIsOfNoUse_IsNamedWithoutItsFolder(string name, string? content)
    {
        var path = Path.Combine(_folder.Path, name);
        await using var host = await StudioHost.Start(s => s with { Network = path });
        if (content is not null)
        {
            await File.WriteAllTextAsync(path, content, TestContext.Current.CancellationToken);
        }

        var job = await host.Client.WaitAsync((await host.Client.CreateAsync(await host.SmallJob(steps: 1))).Id);

        Assert.Equal(JobState.Failed, job.State);
        Assert.Contains(name, job.Error!.Text, StringComparison.Ordinal);
        AssertNamesNoFolder(host, job, await host.Client.GetInfoAsync(), await host.Client.GetOptionsAsync());
    }

    [Fact]
    public async Task Picture_ThatWasDamagedOnTheDisk_IsNamedWithoutItsFolder()
    {
        await using var host = await StudioHost.Start();
        var request = await host.SmallJob(steps: 1);
        await File.WriteAllTextAsync(host.Folder.FilesIn("files").Single(f => f.EndsWith(request.Content!, StringComparison.Ordinal)), "damaged", TestContext.Current.CancellationToken);

        var job = await host.Client.WaitAsync((await host.Client.CreateAsync(request)).Id);

        Assert.Equal(JobState.Failed, job.State);
        AssertNamesNoFolder(host, job);
    }

    [Fact]
    public async Task Checkpoint_ThatIsDamaged_IsNamedWithoutItsFolder()
    {
        using var engine = new HandEngine();
        await using var host = await StudioHost.Start(engine: engine.Run);
        var first = (await host.Client.CreateAsync(await host.SmallJob(steps: 1))).Id;
        await host.Until(first, j => j.State == JobState.Running);
        var second = (await host.Client.CreateAsync(await host.SmallJob(steps: 1, seed: 1))).Id;
        await File.WriteAllTextAsync(Path.Combine(host.Folder.Path, "checkpoints", second + Checkpoint.Extension), "damaged", TestContext.Current.CancellationToken);
        engine.Step(2);

        var job = await host.Client.WaitAsync(second);

        Assert.Contains(job.Warnings, w => w.Code == "begun-anew");
        AssertNamesNoFolder(host, job);
    }

    [Fact]
    public async Task Error_OfAnEngine_IsNamedWithoutAnyFolder()
    {
        await using var host = await StudioHost.Start(engine: (_, _, _, _, _) =>
            throw new StylizeException("some-code", $"{new FileName(Path.Combine(_folder.Path, "scratch"))} has no room for {new OptionName("memory")}"));

        var job = await host.Client.WaitAsync((await host.Client.CreateAsync(await host.SmallJob(steps: 1))).Id);

        Assert.Equal(new Notice("some-code", "'scratch' has no room for memory"), job.Error);
    }

    public void Dispose() => _folder.Dispose();

    private void AssertNamesNoFolder(StudioHost host, params object[] told)
    {
        foreach (var one in told)
        {
            var text = JsonSerializer.Serialize(one, one.GetType(), StudioJson.Options);
            Assert.DoesNotContain(host.Folder.Path, text, StringComparison.Ordinal);
            Assert.DoesNotContain(_folder.Path, text, StringComparison.Ordinal);
        }
    }
}
