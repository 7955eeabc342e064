using Atelier.Studio.Jobs;
using Atelier.Studio.Load;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Atelier.Studio.Tests;

/// <summary>A studio in this process, over real HTTP, with a folder of its own.</summary>
internal sealed class StudioHost : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly bool _isFolderOurs;
    private readonly WebApplication _app;

    private StudioHost(Func<StudioSettings, StudioSettings>? with, PaintEngine? engine, TemporaryFolder? folder)
    {
        (_folder, _isFolderOurs) = (folder ?? new TemporaryFolder(), folder is null);
        var settings = new StudioSettings { Port = 0, DataFolder = _folder.Path, Rate = 0, Network = "compact" };
        _app = StudioServer.Build(with?.Invoke(settings) ?? settings, engine ?? Stylizer.Run, Time);
    }

    /// <summary>How long a test waits for what never comes; long, since all tests of all projects share the processors.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(4);

    public ManualTime Time { get; } = new();

    public TemporaryFolder Folder => _folder;

    public Uri Address => new(_app.Urls.Single() + "/");

    public StudioClient Client { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    /// <summary>Starts one.</summary>
    /// <param name="with">Changes its settings.</param>
    /// <param name="engine">What paints; null for the real one.</param>
    /// <param name="folder">Its folder, which stays; null for a new one.</param>
    public static async Task<StudioHost> Start(Func<StudioSettings, StudioSettings>? with = null, PaintEngine? engine = null, TemporaryFolder? folder = null)
    {
        var host = new StudioHost(with, engine, folder);
        await host._app.StartAsync();
        host.Http = host.NewHttp();
        host.Client = new StudioClient(host.NewHttp());
        return host;
    }

    public HttpClient NewHttp() => new() { BaseAddress = Address, Timeout = Patience };

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public async Task<PictureInfo> Upload(int width = 32, int height = 24, int seed = 1) =>
        await Client.UploadAsync(new MemoryStream(TinyPng.Of(width, height, seed)));

    /// <summary>A small job in the manner of noise.</summary>
    public async Task<JobRequest> SmallJob(int steps = 2, int seed = 0, string name = "") => new()
    {
        Content = (await Upload()).Id,
        Styles = [new StyleChoice { Picture = (await Upload(seed: 2)).Id }],
        Options = new Dictionary<string, string> { ["size"] = "32", ["steps"] = $"{steps}", ["seed"] = $"{seed}", ["no-guard"] = "true" },
        Name = name,
    };

    /// <summary>Waits until a job is as it shall be.</summary>
    public async Task<Job> Until(string id, Func<Job, bool> isSo)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var job = await Client.GetJobAsync(id, patience.Token);
            if (isSo(job))
            {
                return job;
            }

            await Task.Delay(10, patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_isFolderOurs)
        {
            _folder.Dispose();
        }
    }
}
