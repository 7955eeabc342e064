using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Atelier.Studio.Browser.Tests;

public sealed class GalleryTests(StudioFixture fixture)
{
    [Fact]
    public async Task EmptyGallery_LeadsToTheFirstPicture()
    {
        await using var visit = await Visit.Begin(fixture, "#/gallery");
        await Expect(visit.Page.GetByText("Nothing hangs here yet")).ToBeVisibleAsync();
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Paint the first" }).ClickAsync();
        await Expect(visit.PaintButton).ToBeVisibleAsync();
    }

    [Fact]
    public async Task PaintLarger_Compare_PaintAgain_Remove()
    {
        await using var visit = await Visit.Begin(fixture);
        var page = visit.Page;
        await visit.Prepare(steps: "2");
        var first = await visit.Paint();
        await visit.ExpectState("Finished");

        await page.GetByRole(AriaRole.Button, new() { Name = "Paint again larger" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Radio, new() { Name = "1.5 ×" }).CheckAsync();
        var request = await page.RunAndWaitForRequestAsync(
            () => dialog.GetByRole(AriaRole.Button, new() { Name = "Paint" }).ClickAsync(), r => r.Method == "POST" && r.Url.EndsWith("/jobs", StringComparison.Ordinal));
        Assert.Equal($"{{\"continueFrom\":\"{first}\",\"options\":{{\"size\":\"96\"}}}}", request.PostData);
        await Expect(dialog).ToBeHiddenAsync();
        await visit.ExpectState("Finished");
        await Expect(page.Locator(".recipe")).ToContainTextAsync("96 × 64");

        await page.GetByRole(AriaRole.Link, new() { Name = "Gallery" }).ClickAsync();
        await Expect(page.Locator(".card")).ToHaveCountAsync(2);
        await page.Locator(".card input[type=checkbox]").Nth(0).CheckAsync();
        await page.Locator(".card input[type=checkbox]").Nth(1).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare the two" }).ClickAsync();
        await Expect(page.Locator("h1")).ToBeFocusedAsync();
        await Expect(page.Locator(".differences")).ToContainTextAsync("64 × 43");
        await page.GetByRole(AriaRole.Button, new() { Name = "Side by side" }).ClickAsync();
        await Expect(page.Locator(".beside img")).ToHaveCountAsync(2);

        await page.GetByRole(AriaRole.Link, new() { Name = "First" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Change and paint again" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Night over hills", Exact = true })).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(page.Locator("[data-option=size] input")).ToHaveValueAsync(new Regex("64|96"));

        await page.GetByRole(AriaRole.Link, new() { Name = "Gallery" }).ClickAsync();
        await page.Locator(".card").First.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Expect(page.Locator(".card")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task FullSize_ZoomsByKeys()
    {
        await using var visit = await Visit.Begin(fixture);
        var page = visit.Page;
        await visit.Prepare(steps: "2");
        await visit.Paint();
        await visit.ExpectState("Finished");
        await page.GetByRole(AriaRole.Button, new() { Name = "Full size" }).ClickAsync();
        var zoom = page.Locator(".zoom-value");
        await Expect(zoom).ToHaveTextAsync("100 %");
        await page.Keyboard.PressAsync("+");
        await Expect(zoom).ToHaveTextAsync("125 %");
        await page.Keyboard.PressAsync("-");
        await Expect(zoom).ToHaveTextAsync("100 %");

        // All of a small picture fills the window; the keys hold whatever has the focus.
        await page.GetByRole(AriaRole.Button, new() { Name = "Fit" }).ClickAsync();
        await ExpectToFit();
        await page.Keyboard.PressAsync("1");
        await Expect(zoom).ToHaveTextAsync("100 %");
        await page.Keyboard.PressAsync("0");
        await ExpectToFit();

        await page.Keyboard.PressAsync("+");
        await Expect(zoom).ToHaveTextAsync("1600 %");
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.Locator(".zoom-stage img")).ToHaveAttributeAsync("style", new Regex(@"translate\(0px, -\d"));
        await page.Keyboard.PressAsync("1");
        await Expect(zoom).ToHaveTextAsync("100 %");
        await page.Mouse.MoveAsync(600, 400);
        await page.Mouse.WheelAsync(0, -400);
        await Expect(zoom).Not.ToHaveTextAsync("100 %");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Full size" })).ToBeFocusedAsync();

        async Task ExpectToFit()
        {
            await Expect(zoom).Not.ToHaveTextAsync("100 %");
            Assert.InRange(await page.EvaluateAsync<double>(
                """
                () => {
                    const [inner, outer] = ['.zoom-stage img', '.zoom-stage'].map(one => document.querySelector(one).getBoundingClientRect());
                    return Math.min(outer.width - inner.width, outer.height - inner.height);
                }
                """), -1, 1);
        }
    }
}
