using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Atelier.Studio.Browser.Tests;

public sealed class KeyTests(StudioFixture fixture)
{
    private const string Key = "a key of this test, long enough";

    [Fact]
    public async Task LostSession_IsAskedForWithAKey_AndThePageGoesOn()
    {
        Chromium.Require();
        await using var studio = await RunningStudio.Start(s => s with { Keys = [Key] });
        await using var visit = await Visit.Begin(fixture, studio: studio);
        visit.Expected = new Regex("401|ERR_|Failed to load");
        var page = visit.Page;
        await ShowKey();
        await visit.PrepareLong();
        await visit.Paint();
        await Expect(page.Locator(".loss-line").First).ToBeVisibleAsync();

        // Nothing is asked for but the picture's events, and these stop without a reason.
        await page.Context.ClearCookiesAsync();
        await studio.Stop();
        await studio.StartAgain();

        await ShowKey();
        await visit.ExpectState("Painting");
        await page.GetByRole(AriaRole.Button, new() { Name = "Give up" }).ClickAsync();
        await visit.ExpectState("Given up");

        async Task ShowKey()
        {
            await page.GetByLabel("Key").FillAsync(Key);
            await page.GetByRole(AriaRole.Button, new() { Name = "Enter" }).ClickAsync();
            await Expect(page.GetByLabel("Key")).ToHaveCountAsync(0);
        }
    }

    [Fact]
    public async Task RefusedEvents_AskForTheKey()
    {
        await using var visit = await Visit.Begin(fixture);
        visit.Expected = new Regex("401");
        await visit.Prepare(steps: "2");
        await visit.Page.RouteAsync("**/events", route => route.FulfillAsync(new() { Status = 401 }));
        await visit.Change("**/api/v1/session", session => (session["needed"], session["open"]) = (true, false));
        await visit.PaintButton.ClickAsync();
        await Expect(visit.Page.GetByLabel("Key")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task RefusedUpload_AsksForTheKey()
    {
        await using var visit = await Visit.Begin(fixture);
        visit.Expected = new Regex("401");
        await visit.Page.RouteAsync("**/api/v1/pictures", route => route.FulfillAsync(new() { Status = 401 }));
        await visit.Page.Locator("[data-drop=content] input[type=file]").First.SetInputFilesAsync(Repository.Photo("coffee.jpg"));
        await Expect(visit.Page.GetByLabel("Key")).ToBeVisibleAsync();
    }
}
