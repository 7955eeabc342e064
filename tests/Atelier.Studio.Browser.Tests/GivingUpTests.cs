using static Microsoft.Playwright.Assertions;

namespace Atelier.Studio.Browser.Tests;

public sealed class GivingUpTests(StudioFixture fixture)
{
    [Fact]
    public async Task GivenUpByMistake_APictureGoesOn()
    {
        await using var visit = await Visit.Begin(fixture);
        var page = visit.Page;
        await visit.PrepareLong();
        await visit.Paint();
        await Expect(page.Locator(".loss-line").First).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Give up" }).ClickAsync();
        await visit.ExpectState("Given up");
        await Expect(page.GetByText("What was painted is kept until")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await visit.ExpectState("Painting");
        await Expect(page.Locator("h1")).ToBeFocusedAsync();
        await Expect(page.Locator(".loss-line").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Good enough: keep this" }).ClickAsync();
        await visit.ExpectState("Finished");
    }

    [Fact]
    public async Task InTheGallery_WaitingPicturesAreGivenUp_AndTakenUpAgain()
    {
        await using var visit = await Visit.Begin(fixture);
        var page = visit.Page;
        await visit.PrepareLong();
        await visit.Paint();
        await visit.ExpectState("Painting");
        await page.GetByRole(AriaRole.Link, new() { Name = "New picture" }).ClickAsync();
        await visit.Paint();
        await visit.ExpectState("Waiting");
        await page.GetByRole(AriaRole.Link, new() { Name = "Gallery" }).ClickAsync();
        var waiting = page.Locator(".card").First;
        await Expect(waiting.Locator(".state")).ToHaveTextAsync("Waiting");

        await waiting.GetByRole(AriaRole.Button, new() { Name = "Give up chelsea" }).ClickAsync();
        await Expect(waiting.Locator(".state")).ToHaveTextAsync("Given up");
        var undo = waiting.GetByRole(AriaRole.Button, new() { Name = "Undo" });
        await Expect(undo).ToBeFocusedAsync();
        await undo.ClickAsync();
        await Expect(waiting.Locator(".state")).ToHaveTextAsync("Waiting");

        foreach (var card in await page.Locator(".card").AllAsync())
        {
            await card.GetByRole(AriaRole.Button, new() { Name = "Give up chelsea" }).ClickAsync();
            await Expect(card.Locator(".state")).ToHaveTextAsync("Given up");
        }
    }
}
