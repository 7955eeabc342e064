using System.Text.RegularExpressions;
using Atelier.Imaging;
using static Microsoft.Playwright.Assertions;

namespace Atelier.Studio.Browser.Tests;

public sealed class WholeWayTests(StudioFixture fixture)
{
    [Fact]
    public async Task FromDropToDownload()
    {
        await using var visit = await Visit.Begin(fixture);
        var page = visit.Page;
        await Move(page);

        await Drop(page, "[data-drop=content]", Repository.Photo("chelsea.jpg"));
        await Expect(visit.Content.GetByText("451 × 300")).ToBeVisibleAsync();
        await Drop(page, "[data-drop=style]", Repository.Painting("sea.jpg"));
        var own = page.GetByRole(AriaRole.Button, new() { Name = "sea", Exact = true });
        await Expect(own).ToHaveAttributeAsync("aria-pressed", "true");
        await visit.SetSize("64");
        await visit.SetSteps("4");
        await visit.Paint();

        await visit.ExpectState("Finished");
        await Expect(page.Locator(".loss-line")).ToHaveCountAsync(4);
        var slider = page.GetByRole(AriaRole.Slider, new() { Name = "Before on the left, After on the right" });
        await slider.FocusAsync();
        await page.Keyboard.PressAsync("End");
        await Expect(slider).ToHaveValueAsync("100");

        foreach (var (name, format) in new[] { ("Save the picture", PictureFormat.Png), ("JPEG", PictureFormat.Jpeg), ("TIFF", PictureFormat.Tiff), ("WebP", PictureFormat.WebP) })
        {
            var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).ClickAsync());
            var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}{Path.GetExtension(download.SuggestedFilename)}");
            await download.SaveAsAsync(file);
            var header = PictureReader.Inspect(file);
            Assert.Equal((64, 43, format), (header.Width, header.Height, header.Format));
            Assert.StartsWith("chelsea", download.SuggestedFilename);
            File.Delete(file);
        }
    }

    [Fact]
    public async Task PreviewAndProgressFromTheFirstSecond()
    {
        await using var visit = await Visit.Begin(fixture);
        await Move(visit.Page);
        await visit.Prepare(steps: $"{RunningStudio.LongSteps}");
        await visit.Paint();

        await Expect(visit.Page.Locator(".cross-fade img").First).ToBeVisibleAsync();
        await Expect(visit.Page.Locator(".cross-fade img[src*='/preview?step=']").First).ToBeVisibleAsync();
        await Expect(visit.Page.GetByText(new Regex($@"step \d+ of {RunningStudio.LongSteps}", RegexOptions.IgnoreCase))).ToBeVisibleAsync();
        await Expect(visit.Page.Locator(".progress-left")).ToHaveTextAsync(new Regex("left"));

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Good enough: keep this" }).ClickAsync();
        await visit.ExpectState("Finished");
        await Expect(visit.Page.Locator(".before-after")).ToBeVisibleAsync();
        await Expect(visit.Page).ToHaveTitleAsync("Finished · chelsea · Atelier");
    }

    [Fact]
    public async Task Paste_BecomesThePhotograph_AndThenAPainting()
    {
        await using var visit = await Visit.Begin(fixture);
        await Paste(visit.Page, Repository.Photo("coffee.jpg"));
        await Expect(visit.Content.GetByText("600 × 400")).ToBeVisibleAsync();
        await Paste(visit.Page, Repository.Painting("ink.jpg"));
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "ink", Exact = true })).ToHaveAttributeAsync("aria-pressed", "true");
    }

    [Fact]
    public async Task SamplePhotographAndMixture()
    {
        await using var visit = await Visit.Begin(fixture);
        var page = visit.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "A cup of coffee" }).ClickAsync();
        await Expect(visit.Content.GetByText("600 × 400")).ToBeVisibleAsync();
        await visit.ChooseStyle("Night over hills");
        await visit.ChooseStyle("Mountains in mist");
        var weight = page.GetByRole(AriaRole.Slider, new() { Name = "Night over hills" });
        await Expect(weight).ToHaveAttributeAsync("aria-valuetext", "50 %");
        Assert.Equal(0.5, await weight.EvaluateAsync<double>("slider => (slider.value - slider.min) / (slider.max - slider.min)"));
        await weight.FocusAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(weight).ToHaveAttributeAsync("aria-valuetext", "33 %");
        await page.Keyboard.PressAsync("End");
        await Expect(weight).ToHaveAttributeAsync("aria-valuetext", "89 %");
        await visit.SetSize("64");
        await visit.SetSteps("2");
        var request = await page.RunAndWaitForRequestAsync(() => visit.PaintButton.ClickAsync(), r => r.Method == "POST" && r.Url.EndsWith("/jobs", StringComparison.Ordinal));
        Assert.Contains("\"style-weights\":\"8,1\"", request.PostData!, StringComparison.Ordinal);
        await visit.ExpectState("Finished");
    }

    internal static async Task Drop(IPage page, string place, string file)
    {
        var transfer = await Transfer(page, file);
        await page.DispatchEventAsync(place, "dragenter", new { dataTransfer = transfer });
        await page.DispatchEventAsync(place, "drop", new { dataTransfer = transfer });
    }

    // With the page's motion, as most visitors have it.
    private static Task Move(IPage page) => page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.NoPreference });

    private static async Task Paste(IPage page, string file)
    {
        var transfer = await Transfer(page, file);
        await transfer.EvaluateAsync("data => document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))");
    }

    private static Task<IJSHandle> Transfer(IPage page, string file) => page.EvaluateHandleAsync(
        """
        ([base64, name]) => {
            const bytes = Uint8Array.from(atob(base64), c => c.charCodeAt(0));
            const data = new DataTransfer();
            data.items.add(new File([bytes], name, { type: 'image/jpeg' }));
            return data;
        }
        """,
        new[] { Convert.ToBase64String(File.ReadAllBytes(file)), Path.GetFileName(file) });
}
