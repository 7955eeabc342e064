using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Atelier.Studio.Browser.Tests;

/// <summary>
/// The README's pictures of the studio, from the repository's samples alone:
/// <c>dotnet run --project tests/Atelier.Studio.Browser.Tests -c Release -- -explicit only -class '*Screenshots'</c>.
/// They are painted with VGG-19 where it is installed.
/// </summary>
public sealed class Screenshots(StudioFixture fixture)
{
    private static readonly string Folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "docs", "images", "studio")).FullName;

    [Fact(Explicit = true)]
    public async Task OfEveryPage()
    {
        Chromium.Require();
        await using var studio = await RunningStudio.Start(s => s with { Network = null });
        await using var visit = await Visit.Begin(fixture, studio: studio, options: Screen(1280, 800, "en-GB", ColorScheme.Light));
        var page = visit.Page;
        await visit.Prepare(steps: "80,50,20", size: "320");
        await page.GetByRole(AriaRole.Slider, new() { Name = "Strength" }).FillAsync("65");
        await page.Locator(".more > summary").ClickAsync();
        await page.EvaluateAsync("() => scrollTo(0, 0)");
        await Take(page, "compose");

        var first = await visit.Paint();
        await Expect(page.GetByText(new Regex("Size [23] of"))).ToBeVisibleAsync(new() { Timeout = 600_000 });
        await Take(page, "painting");
        await Expect(visit.State).ToHaveTextAsync("Finished", new() { Timeout = 600_000 });
        await page.Locator(".before-after input").FillAsync("38");
        await Take(page, "finished");

        await page.GetByRole(AriaRole.Link, new() { Name = "New picture" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Mark a part" }).ClickAsync();
        var box = (await page.Locator(".mask-easel canvas").BoundingBoxAsync())!;
        await Scribble(page, box);
        await Take(page, "mask");
        await page.Keyboard.PressAsync("Escape");
        await page.GetByRole(AriaRole.Button, new() { Name = "Throw away" }).ClickAsync();

        foreach (var (photo, painting) in new[] { ("astronaut.jpg", "A ship in a storm"), ("coffee.jpg", "Late summer") })
        {
            await page.Locator("[data-drop=content] input[type=file]").First.SetInputFilesAsync(Repository.Photo(photo));
            await Expect(visit.Content.GetByText(Path.GetFileNameWithoutExtension(photo))).ToBeVisibleAsync();
            await page.Locator(".tile-picture[aria-pressed=true]").ClickAsync(); // else the two are mixed
            await visit.ChooseStyle(painting);
            await visit.Paint();
            await Expect(visit.State).ToHaveTextAsync("Finished", new() { Timeout = 600_000 });
            await page.GetByRole(AriaRole.Link, new() { Name = "New picture" }).ClickAsync();
        }

        await page.GetByRole(AriaRole.Link, new() { Name = "Gallery" }).ClickAsync();
        await Expect(page.Locator(".card")).ToHaveCountAsync(3);
        await Take(page, "gallery");

        await using var dark = await Visit.Begin(fixture, $"#/painting/{first}", studio, Screen(390, 844, "zh-CN", ColorScheme.Dark));
        await Expect(dark.Page.Locator(".before-after")).ToBeVisibleAsync();
        await Take(dark.Page, "finished-zh-dark");
    }

    private static BrowserNewContextOptions Screen(int width, int height, string locale, ColorScheme scheme) => new()
    {
        Locale = locale,
        ColorScheme = scheme,
        ReducedMotion = ReducedMotion.Reduce,
        ViewportSize = new() { Width = width, Height = height },
    };

    private static async Task Scribble(IPage page, LocatorBoundingBoxResult box)
    {
        await page.Locator(".mask-tools input[type=range]").First.FillAsync("16");
        (double X, double Y)[] way = [(0.05, 0.1), (0.3, 0.05), (0.08, 0.3), (0.2, 0.2), (0.05, 0.55), (0.15, 0.4)];
        await page.Mouse.MoveAsync((float)(box.X + (way[0].X * box.Width)), (float)(box.Y + (way[0].Y * box.Height)));
        await page.Mouse.DownAsync();
        foreach (var (x, y) in way)
        {
            await page.Mouse.MoveAsync((float)(box.X + (x * box.Width)), (float)(box.Y + (y * box.Height)), new() { Steps = 10 });
        }

        await page.Mouse.UpAsync();
    }

    private static async Task Take(IPage page, string name)
    {
        await page.WaitForLoadStateAsync(LoadState.Load);
        await page.EvaluateAsync("() => Promise.all([...document.images].map(i => i.decode().catch(() => {})))");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"{name}.png") });
    }
}
