using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Atelier.Checkpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Atelier.Studio.Browser.Tests;

/// <summary>A studio on this machine with a folder of its own, painting with the embedded network.</summary>
internal sealed class RunningStudio : IAsyncDisposable
{
    /// <summary>Jobs of so many steps go on until they are ended: they take their steps one after the other, with a pause before each.</summary>
    public const int LongSteps = 1000;

    // As a step of a large picture, but without the processors, which the page and the browser need. The first preview comes after half a second.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.2);

    private static readonly HttpClient Http = new() { DefaultRequestHeaders = { { "X-Atelier", "1" } } };

    private readonly DirectoryInfo _folder;
    private readonly StudioSettings _settings;
    private WebApplication? _app;

    private RunningStudio(Func<StudioSettings, StudioSettings> change)
    {
        _folder = Directory.CreateTempSubdirectory("atelier-browser-");
        _settings = change(new StudioSettings { Port = 0, DataFolder = _folder.FullName, Network = "compact" });
    }

    public string Address { get; private set; } = "";

    /// <summary>Pages that last showed this studio, and that no test uses now.</summary>
    public ConcurrentBag<IPage> Pages { get; } = [];

    /// <summary>Where a file of its shelf lies.</summary>
    public string PathOf(string id) => Path.Combine(_folder.FullName, "files", id[..2], id);

    public static async Task<RunningStudio> Start(Func<StudioSettings, StudioSettings>? change = null)
    {
        var studio = new RunningStudio(change ?? (s => s));
        await studio.Run(studio._settings);
        return studio;
    }

    /// <summary>Removes all jobs, so that the gallery is empty.</summary>
    /// <returns>False where it does not run, or a job has not ended.</returns>
    public async Task<bool> RemoveJobs()
    {
        if (_app is null)
        {
            return false;
        }

        var jobs = (await Http.GetFromJsonAsync<JsonObject>($"{Address}/api/v1/jobs"))!["items"]!.AsArray();
        if (!jobs.All(job => (string)job!["state"]! is "succeeded" or "failed" or "cancelled"))
        {
            return false;
        }

        foreach (var job in jobs)
        {
            (await Http.DeleteAsync($"{Address}/api/v1/jobs/{job!["id"]}")).EnsureSuccessStatusCode();
        }

        return true;
    }

    /// <summary>Ends the server; its folder stays.</summary>
    public async Task Stop()
    {
        if (_app is { } app)
        {
            _app = null;
            await app.StopAsync();
            await app.DisposeAsync();
        }
    }

    /// <summary>Starts it anew at the same address with the same folder.</summary>
    public Task StartAgain() => Run(_settings with { Port = new Uri(Address).Port });

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _folder.Delete(recursive: true);
    }

    private async Task Run(StudioSettings settings)
    {
        _app = StudioServer.Build(settings, Paint, TimeProvider.System);
        await _app.StartAsync();
        Address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
    }

    private static StylizeResult Paint(
        StylizePictures pictures, StylizeOptions options, IProgress<StylizeProgress> progress, CheckpointSettings checkpoints, CancellationToken cancellation) =>
        Stylizer.Run(pictures, options, options.Steps[0] < LongSteps ? progress : new Paced(progress, cancellation), checkpoints, cancellation);

    // The engine goes on when its report returns.
    private sealed class Paced(IProgress<StylizeProgress> progress, CancellationToken cancellation) : IProgress<StylizeProgress>
    {
        public void Report(StylizeProgress value)
        {
            progress.Report(value);
            cancellation.WaitHandle.WaitOne(Pause);
        }
    }
}
