using System.Text.Json.Nodes;
using static Microsoft.Playwright.Assertions;

namespace Atelier.Studio.Browser.Tests;

/// <summary>What the page says about where pictures are, and for how long.</summary>
public sealed class KeepingTests(StudioFixture fixture)
{
    [Theory]
    [InlineData(true, "Everything stays on this machine.")]
    [InlineData(false, "The pictures are sent to the studio at 127.0.0.1:")]
    public async Task ReadyToPaint_SaysWhereThePicturesGo(bool isSameMachine, string said)
    {
        await using var visit = await Visit.Begin(fixture);
        await visit.Change("**/api/v1/info", info => info["isSameMachine"] = isSameMachine);
        await visit.Page.ReloadAsync();
        await visit.Prepare();
        await Expect(visit.Page.Locator("#paint-reason")).ToContainTextAsync(said);
    }

    [Fact]
    public async Task WherePicturesAreRemoved_ThePageSaysWhen_AndPins()
    {
        await using var visit = await Visit.Begin(fixture, "#/gallery");
        var page = visit.Page;
        var isPinned = false;
        await visit.Change("**/api/v1/info", info => info["keepDays"] = 30);
        await visit.Change("**/api/v1/jobs/*", Keep);
        await visit.Change("**/api/v1/jobs?*", jobs =>
        {
            foreach (var job in jobs["items"]!.AsArray())
            {
                Keep(job!);
            }
        });
        await page.RouteAsync("**/api/v1/jobs/*/*pin", async route =>
        {
            isPinned = route.Request.Url.EndsWith("/pin", StringComparison.Ordinal);
            var job = JsonNode.Parse(await (await page.APIRequest.GetAsync(route.Request.Url[..route.Request.Url.LastIndexOf('/')])).TextAsync())!;
            Keep(job);
            await route.FulfillAsync(new() { ContentType = "application/json", Body = job.ToJsonString() });
        });
        await page.ReloadAsync();
        await Expect(page.GetByText("Every picture that you paint hangs here for 30 days")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "New picture" }).ClickAsync();
        await visit.Prepare(steps: "2");
        await visit.Paint();
        await visit.ExpectState("Finished");
        await Expect(page.GetByText("The studio removes this picture on May 31, 2030.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Pin", Exact = true }).ClickAsync();
        await Expect(page.GetByText("The picture is pinned: the studio keeps it.")).ToBeVisibleAsync();
        var unpin = page.GetByRole(AriaRole.Button, new() { Name = "Unpin" });
        await Expect(unpin).ToBeFocusedAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Gallery" }).ClickAsync();
        await Expect(page.GetByText("A picture is removed after 30 days, unless it is pinned.")).ToBeVisibleAsync();
        var pin = page.GetByRole(AriaRole.Button, new() { Name = "Pin chelsea" });
        await Expect(pin).ToHaveAttributeAsync("aria-pressed", "true");
        await pin.ClickAsync();
        await Expect(pin).ToHaveAttributeAsync("aria-pressed", "false");
        await Expect(page.Locator(".card")).ToContainTextAsync("until May 31, 2030");

        void Keep(JsonNode job)
        {
            job["pinned"] = isPinned;
            job["expires"] = isPinned || (string)job["state"]! != "succeeded" ? null : "2030-05-31T12:00:00+00:00";
        }
    }

    [Fact]
    public async Task WherePicturesAreKept_NothingElseIsSaid()
    {
        await using var visit = await Visit.Begin(fixture, "#/gallery");
        await visit.Change("**/api/v1/info", info => info["keepDays"] = null);
        await visit.Change("**/api/v1/jobs/*", job => job["expires"] = null);
        await visit.Page.ReloadAsync();
        await Expect(visit.Page.GetByText("Every picture that you paint is kept here, with its recipe.")).ToBeVisibleAsync();
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "New picture" }).ClickAsync();
        await visit.Prepare(steps: "2");
        await visit.Paint();
        await visit.ExpectState("Finished");
        await Expect(visit.Page.Locator(".keeping")).ToHaveCountAsync(0);
    }
}
