using Atelier.Studio.Browser.Tests;

[assembly: AssemblyFixture(typeof(StudioFixture))]
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Atelier.Studio.Browser.Tests;

/// <summary>One browser and one studio for all tests; started by the first that needs them.</summary>
public sealed class StudioFixture : IAsyncDisposable
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private RunningStudio? _studio;

    internal async Task<IBrowser> Browser()
    {
        _playwright ??= await Playwright.CreateAsync();
        return _browser ??= await Chromium.Launch(_playwright);
    }

    internal async Task<RunningStudio> Studio() => _studio ??= await RunningStudio.Start();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_studio is not null)
        {
            await _studio.DisposeAsync();
        }
    }
}
