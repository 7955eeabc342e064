using System.Collections.Concurrent;
using Atelier.Studio.Browser.Tests;

[assembly: AssemblyFixture(typeof(StudioFixture))]
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.All, MaxThreads = 2)]

namespace Atelier.Studio.Browser.Tests;

/// <summary>
/// One browser for all tests, and studios and pages that one test after the other uses, never two at once. Each is started when a test
/// needs it and none is free. A page stays with its studio: the studio's headers (Cross-Origin-Opener-Policy) make Chromium start a
/// process for each change of the origin, which takes longer than most tests do.
/// </summary>
public sealed class StudioFixture : IAsyncDisposable
{
    private readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)>> _browser = new(async () =>
    {
        var playwright = await Playwright.CreateAsync();
        return (playwright, await Chromium.Launch(playwright));
    });

    private readonly ConcurrentBag<RunningStudio> _studios = [];
    private readonly ConcurrentBag<IPage> _pages = [];

    /// <summary>A studio without jobs, that no other test uses now.</summary>
    internal async Task<RunningStudio> LendStudio() => _studios.TryTake(out var studio) ? studio : await RunningStudio.Start();

    /// <summary>Takes a studio back. One that still paints would let the next test wait, so it is ended.</summary>
    internal async Task GiveBack(RunningStudio studio)
    {
        if (await studio.RemoveJobs())
        {
            _studios.Add(studio);
            return;
        }

        while (studio.Pages.TryTake(out var page))
        {
            _pages.Add(page);
        }

        await studio.DisposeAsync();
    }

    /// <summary>An English page, light, that remembers nothing. It is without motion, which keeps the processors busy as long as a test waits.</summary>
    /// <param name="studio">The studio that it will show.</param>
    /// <param name="isLent">Whether the studio comes from <see cref="LendStudio"/>.</param>
    internal async Task<IPage> LendPage(RunningStudio studio, bool isLent) =>
        studio.Pages.TryTake(out var page) || (!isLent && _pages.TryTake(out page)) ? page : await OpenPage(new() { Locale = "en-GB", ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce });

    /// <summary>A page of a browser profile of its own.</summary>
    internal async Task<IPage> OpenPage(BrowserNewContextOptions options)
    {
        var (_, browser) = await _browser.Value;
        return await (await browser.NewContextAsync(options)).NewPageAsync();
    }

    /// <summary>Takes a page back after everything was removed that it remembers. Where that fails, it is closed.</summary>
    /// <param name="page">A page from <see cref="LendPage"/>, without routes.</param>
    /// <param name="studio">The studio that it showed.</param>
    /// <param name="isLent">Whether the studio comes from <see cref="LendStudio"/>.</param>
    internal async Task GiveBack(IPage page, RunningStudio studio, bool isLent)
    {
        try
        {
            // The origin's storage can be reached from its own documents only; this one has no script that writes into it anew.
            await page.GotoAsync($"{studio.Address}/licences.txt");
            await page.EvaluateAsync("() => { localStorage.clear(); sessionStorage.clear(); }");
            await page.Context.ClearCookiesAsync();
            await page.SetViewportSizeAsync(1280, 720);
            await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
            await page.Mouse.MoveAsync(0, 0);
            (isLent ? studio.Pages : _pages).Add(page);
        }
        catch (PlaywrightException)
        {
            await page.Context.DisposeAsync();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser.IsValueCreated)
        {
            var (playwright, browser) = await _browser.Value;
            await browser.DisposeAsync();
            playwright.Dispose();
        }

        foreach (var studio in _studios)
        {
            await studio.DisposeAsync();
        }
    }
}
