using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Atelier.Studio.Browser.Tests;

public sealed class KeyboardTests(StudioFixture fixture)
{
    [Fact]
    public async Task WithoutAPointer_FromPhotographToDownload()
    {
        await using var visit = await Visit.Begin(fixture);
        var page = visit.Page;
        await Expect(page.Locator("[data-option=size]")).ToBeVisibleAsync();

        // Playwright takes file choosers over when somebody first listens, and waits for no answer: long before the key is pressed.
        page.FileChooser += Ignore;
        await TabTo(page, "Choose a photograph");
        var chooser = await page.RunAndWaitForFileChooserAsync(() => page.Keyboard.PressAsync("Enter"));
        await chooser.SetFilesAsync(Repository.Photo("chelsea.jpg"));
        page.FileChooser -= Ignore;
        await Expect(visit.Content.GetByRole(AriaRole.Button, new() { Name = "Replace" })).ToBeVisibleAsync();
        await TabTo(page, "Night over hills");
        await page.Keyboard.PressAsync("Space");
        await TabTo(page, "Size");
        await page.Keyboard.TypeAsync("64");
        await TabTo(page, "More options");
        await page.Keyboard.PressAsync("Enter");
        await TabTo(page, "How it is painted");
        await page.Keyboard.PressAsync("Enter");
        await TabTo(page, "Steps");
        await page.Keyboard.TypeAsync("3");
        await page.Keyboard.PressAsync("Enter");

        await visit.ExpectState("Finished");
        await TabTo(page, "Before on the left, After on the right");
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(page.Locator(".before-after input")).ToHaveValueAsync("49");
        await TabTo(page, "JPEG");
        await page.RunAndWaitForDownloadAsync(() => page.Keyboard.PressAsync("Enter"));

        static void Ignore(object? sender, IFileChooser chooser)
        {
        }
    }

    [Fact]
    public async Task SkipLink_AndVisibleFocus()
    {
        await using var visit = await Visit.Begin(fixture);
        var page = visit.Page;
        await page.Keyboard.PressAsync("Tab");
        var skip = page.GetByRole(AriaRole.Link, new() { Name = "Skip to the content" });
        await Expect(skip).ToBeFocusedAsync();
        await Expect(skip).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("main")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        var outline = await page.EvaluateAsync<string>("() => getComputedStyle(document.activeElement).outlineStyle");
        Assert.Equal("solid", outline);
    }

    [Fact]
    public async Task NewPage_IsReadFromItsHeading()
    {
        await using var visit = await Visit.Begin(fixture);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Gallery" }).PressAsync("Enter");
        await Expect(visit.Page.Locator("h1")).ToBeFocusedAsync();
        await Expect(visit.Page).ToHaveTitleAsync(new Regex("^Gallery"));
    }

    // Forward as a visitor would go, by the names that a screen reader reads.
    private static async Task TabTo(IPage page, string name)
    {
        const int Most = 120;
        for (var i = 0; i < Most; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            var there = await page.EvaluateAsync<string>(
                "() => { const e = document.activeElement; return (e.getAttribute('aria-label') ?? e.labels?.[0]?.innerText ?? e.innerText ?? '').trim(); }");
            if (there == name)
            {
                return;
            }
        }

        Assert.Fail($"No press of Tab led to \"{name}\".");
    }
}
