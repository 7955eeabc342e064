using System.Text.Json;
using System.Text.RegularExpressions;
using Atelier.Imaging;
using static Microsoft.Playwright.Assertions;

namespace Atelier.Studio.Browser.Tests;

public sealed class MaskBrushTests(StudioFixture fixture)
{
    [Fact]
    public async Task StrokesBecomeARegion()
    {
        await using var visit = await Visit.Begin(fixture);
        var page = visit.Page;
        await visit.Prepare(steps: "2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Mark a part" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        var canvas = dialog.Locator("canvas");
        var box = (await canvas.BoundingBoxAsync())!;

        // Across the upper half; then an erased place on the right, taken back and done again.
        await Stroke(page, box, (0.1f, 0.25f), (0.9f, 0.25f));
        await ExpectCovered(canvas, 5, 40);
        var before = (await canvas.GetAttributeAsync("aria-label"))!;
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Eraser" }).ClickAsync();
        await Stroke(page, box, (0.85f, 0.1f), (0.85f, 0.4f));
        await Expect(canvas).Not.ToHaveAttributeAsync("aria-label", before);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(canvas).ToHaveAttributeAsync("aria-label", before);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Redo" }).ClickAsync();
        await Expect(canvas).Not.ToHaveAttributeAsync("aria-label", before);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Use this part" }).ClickAsync();
        await Expect(dialog).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Painting for part 1" }).SelectOptionAsync(new SelectOptionValue { Label = "Mountains in mist" });

        var request = await page.RunAndWaitForRequestAsync(() => visit.PaintButton.ClickAsync(), r => r.Method == "POST" && r.Url.EndsWith("/jobs", StringComparison.Ordinal));
        var region = JsonDocument.Parse(request.PostData!).RootElement.GetProperty("regions")[0];
        Assert.Equal("ink", region.GetProperty("style").GetProperty("sample").GetString());
        var mask = await Download(page, $"{visit.Address}/api/v1/pictures/{region.GetProperty("mask").GetString()}");
        Assert.Equal((451, 300), (mask.Width, mask.Height));
        Assert.True(At(mask, 0.5, 0.25) > 0.95, "The stroke is white in the middle.");
        Assert.True(At(mask, 0.85, 0.25) < 0.05, "What was erased is black.");
        Assert.True(At(mask, 0.5, 0.8) < 0.01, "What was not touched is black.");
        await visit.ExpectState("Finished");
    }

    [Fact]
    public async Task ByKeyboard_ThePartIsDabbedOrGivenInNumbers()
    {
        await using var visit = await Visit.Begin(fixture);
        var page = visit.Page;
        await visit.Prepare();
        await page.GetByRole(AriaRole.Button, new() { Name = "Mark a part" }).PressAsync("Enter");
        var dialog = page.GetByRole(AriaRole.Dialog);
        var canvas = dialog.Locator("canvas");
        await Expect(canvas).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await page.Keyboard.PressAsync("Space");
        await ExpectCovered(canvas, 1, 5);

        await dialog.GetByText("Rectangle by numbers").PressAsync("Enter");
        await dialog.GetByLabel("Height").FillAsync("25");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Mark the rectangle" }).PressAsync("Enter");
        await ExpectCovered(canvas, 25, 28);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Close" }).FocusAsync();
        await page.Keyboard.PressAsync("Control+z");
        await ExpectCovered(canvas, 1, 5);
        await page.Keyboard.PressAsync("Escape");
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToHaveTextAsync(new Regex("Throw away what you have marked"));
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Throw away" }).PressAsync("Enter");
        await Expect(dialog).ToBeHiddenAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Mark a part" })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task ByKeyboard_APartOfThePaintingCounts()
    {
        await using var visit = await Visit.Begin(fixture);
        var page = visit.Page;
        await visit.Prepare(steps: "2");
        var dialog = page.GetByRole(AriaRole.Dialog);
        await page.GetByRole(AriaRole.Button, new() { Name = "Mark a part" }).PressAsync("Enter");
        await MarkByNumbers("Use this part", height: "40");
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Painting for part 1" }).SelectOptionAsync(new SelectOptionValue { Label = "A ship in a storm" });
        await Expect(page.GetByText("All of it counts.")).ToBeVisibleAsync();

        var choose = page.GetByRole(AriaRole.Button, new() { Name = "choose what counts in it" });
        await choose.PressAsync("Enter");
        await Expect(dialog.Locator("img[src*='styles/sea/']")).ToBeVisibleAsync();
        await MarkByNumbers("Take only this", height: "50");
        await Expect(choose).ToBeFocusedAsync();
        await choose.PressAsync("Enter");
        await Expect(dialog.Locator("canvas")).ToHaveAttributeAsync("aria-label", new Regex("50 %"));
        await page.Keyboard.PressAsync("Escape");

        var job = await visit.Paint();
        await visit.ExpectState("Finished");
        var answer = await page.APIRequest.GetAsync($"{visit.Address}/api/v1/jobs/{job}");
        var region = (await answer.JsonAsync())!.Value.GetProperty("regions")[0];
        Assert.Equal("sea", region.GetProperty("style").GetProperty("sample").GetString());
        var mask = await Download(page, $"{visit.Address}/api/v1/pictures/{region.GetProperty("styleMask").GetString()}");
        Assert.Equal((768, 600), (mask.Width, mask.Height));
        Assert.Equal((1f, 0f), (At(mask, 0.5, 0.45), At(mask, 0.5, 0.55)));

        // The recipe brings it back; another painting, or one word, takes all of it again.
        await page.GetByRole(AriaRole.Button, new() { Name = "Change and paint again" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Take all of it" }).PressAsync("Enter");
        await Expect(page.GetByText("All of it counts.")).ToBeVisibleAsync();

        async Task MarkByNumbers(string done, string height)
        {
            await dialog.GetByText("Rectangle by numbers").PressAsync("Enter");
            await dialog.GetByLabel("Height").FillAsync(height);
            await dialog.GetByRole(AriaRole.Button, new() { Name = "Mark the rectangle" }).PressAsync("Enter");
            await dialog.GetByRole(AriaRole.Button, new() { Name = done }).PressAsync("Enter");
            await Expect(dialog).ToBeHiddenAsync();
        }
    }

    [Fact]
    public async Task TheRestStaysAPhotograph_ItsPaintingIsNotTicked()
    {
        await using var visit = await Visit.Begin(fixture);
        var page = visit.Page;
        await visit.Prepare(steps: "2");
        await visit.ChooseStyle("Mountains in mist");
        await page.GetByRole(AriaRole.Button, new() { Name = "Mark a part" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).Locator("canvas").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Use this part" }).ClickAsync();
        var keep = page.GetByRole(AriaRole.Switch, new() { Name = "The rest stays a photograph" });
        var ticked = page.Locator(".tile-picture[aria-pressed=true]");
        await Expect(ticked).ToHaveCountAsync(2);
        await Expect(page.Locator(".mixture-row")).ToHaveCountAsync(2);

        await keep.CheckAsync();
        await Expect(ticked).ToHaveCountAsync(0);
        await Expect(page.Locator(".mixture-row")).ToHaveCountAsync(0);
        await Expect(page.GetByText("None is used here while the rest stays a photograph")).ToBeVisibleAsync();
        await keep.UncheckAsync();
        await Expect(ticked).ToHaveCountAsync(2);

        // A painting that is chosen meanwhile is meant to be used.
        await keep.CheckAsync();
        await visit.ChooseStyle("A ship in a storm");
        await Expect(keep).Not.ToBeCheckedAsync();
        await Expect(ticked).ToHaveTextAsync(["A ship in a storm"]);
    }

    [Fact]
    public async Task ByTouch_AFingerPaints()
    {
        await using var visit = await Visit.Begin(fixture, options: new() { Locale = "en-GB", HasTouch = true, ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = 360, Height = 740 } });
        await visit.Prepare();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Mark a part" }).TapAsync();
        var canvas = visit.Page.GetByRole(AriaRole.Dialog).Locator("canvas");
        await canvas.TapAsync();
        await ExpectCovered(canvas, 1, 5);
    }

    private static async Task Stroke(IPage page, LocatorBoundingBoxResult box, (float X, float Y) from, (float X, float Y) to)
    {
        await page.Mouse.MoveAsync(box.X + (from.X * box.Width), box.Y + (from.Y * box.Height));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + (to.X * box.Width), box.Y + (to.Y * box.Height), new() { Steps = 8 });
        await page.Mouse.UpAsync();
    }

    private static Task ExpectCovered(ILocator canvas, int from, int to) => Expect(canvas).ToHaveAttributeAsync(
        "aria-label", new Regex($" ({string.Join('|', Enumerable.Range(from, to - from + 1))}) % is marked"));

    private static async Task<Picture> Download(IPage page, string url)
    {
        var answer = await page.APIRequest.GetAsync(url);
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, await answer.BodyAsync());
        var picture = Picture.Load(file);
        File.Delete(file);
        return picture;
    }

    private static float At(Picture mask, double x, double y) => mask.Pixels[(((int)(y * mask.Height) * mask.Width) + (int)(x * mask.Width)) * 3];
}
