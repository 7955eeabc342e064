using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Atelier.Studio.Browser.Tests;

public sealed class JobControlTests(StudioFixture fixture)
{
    [Fact]
    public async Task PauseResumeAndGiveUp()
    {
        await using var visit = await Visit.Begin(fixture);
        var page = visit.Page;
        await visit.PrepareLong();
        await visit.Paint();
        await visit.ExpectState("Painting");
        await Expect(page.Locator(".loss-line").First).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await visit.ExpectState("Paused");
        var resume = page.GetByRole(AriaRole.Button, new() { Name = "Resume" });
        await Expect(resume).ToBeFocusedAsync();
        await resume.ClickAsync();
        await visit.ExpectState("Painting");
        await page.GetByRole(AriaRole.Button, new() { Name = "Give up" }).ClickAsync();
        await visit.ExpectState("Given up");
        await Expect(page.Locator("h1")).ToBeFocusedAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Save the picture" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task ReloadInMidJob_ComesBackToIt()
    {
        await using var visit = await Visit.Begin(fixture);
        var page = visit.Page;
        await visit.PrepareLong();
        await visit.Paint();
        await Expect(page.Locator(".loss-line").First).ToBeVisibleAsync();

        await page.ReloadAsync();

        await visit.ExpectState("Painting");
        await Expect(page.Locator(".loss-line").First).ToBeVisibleAsync();
        await Expect(page.Locator(".cross-fade img[src*='/preview?step=']").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Good enough: keep this" }).ClickAsync();
        await visit.ExpectState("Finished");
    }

    [Fact]
    public async Task ServerGone_ThePageSaysSo_AndGoesOnWhenItIsBack()
    {
        Chromium.Require();
        await using var studio = await RunningStudio.Start();
        await using var visit = await Visit.Begin(fixture, studio: studio);
        visit.Expected = new Regex("ERR_|Failed to load");
        var page = visit.Page;
        await visit.PrepareLong();
        await visit.Paint();
        await Expect(page.Locator(".loss-line").First).ToBeVisibleAsync();

        await studio.Stop();
        await Expect(page.Locator(".banner")).ToContainTextAsync("does not answer");
        await studio.StartAgain();

        await Expect(page.Locator(".banner")).ToHaveCountAsync(0);
        await visit.ExpectState("Painting");
        await page.GetByRole(AriaRole.Button, new() { Name = "Give up" }).ClickAsync();
        await visit.ExpectState("Given up");
    }

    [Fact]
    public async Task FullQueue_IsExplained()
    {
        Chromium.Require();
        await using var studio = await RunningStudio.Start(s => s with { Queue = 1 });
        await using var visit = await Visit.Begin(fixture, studio: studio);
        visit.Expected = new Regex("503");
        await visit.PrepareLong();
        for (var i = 0; i < 2; i++)
        {
            await visit.Paint();
            await visit.Page.GetByRole(AriaRole.Link, new() { Name = "New picture" }).ClickAsync();
            await Expect(visit.PaintButton).ToBeVisibleAsync();
        }

        await visit.PaintButton.ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Too many pictures are waiting");
    }

    [Fact]
    public async Task UnknownPicture_IsNotFound()
    {
        await using var visit = await Visit.Begin(fixture, "#/painting/nothing");
        visit.Expected = new Regex("404");
        await Expect(visit.Page.Locator("h1")).ToHaveTextAsync("This picture is not here");
    }
}
