using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Atelier.Studio.Browser.Tests;

/// <summary>A studio on this machine with a folder of its own, painting with the embedded network.</summary>
internal sealed class RunningStudio : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly StudioSettings _settings;
    private WebApplication? _app;

    private RunningStudio(Func<StudioSettings, StudioSettings> change)
    {
        _folder = Directory.CreateTempSubdirectory("atelier-browser-");
        _settings = change(new StudioSettings { Port = 0, DataFolder = _folder.FullName, Network = "compact" });
    }

    public string Address { get; private set; } = "";

    /// <summary>Where a file of its shelf lies.</summary>
    public string PathOf(string id) => Path.Combine(_folder.FullName, "files", id[..2], id);

    public static async Task<RunningStudio> Start(Func<StudioSettings, StudioSettings>? change = null)
    {
        var studio = new RunningStudio(change ?? (s => s));
        await studio.Run(studio._settings);
        return studio;
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
        _app = StudioServer.Build(settings);
        await _app.StartAsync();
        Address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
    }
}
