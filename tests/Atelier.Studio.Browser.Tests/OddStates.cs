using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Atelier.Studio.Browser.Tests;

/// <summary>
/// Pictures for the eye of what is seldom seen, in both languages, light and dark, narrow and wide, in the folder that
/// <c>ATELIER_BROWSER_PICTURES</c> names:
/// <c>dotnet run --project tests/Atelier.Studio.Browser.Tests -c Release -- -explicit only -class '*OddStates'</c>.
/// </summary>
public sealed class OddStates(StudioFixture fixture)
{
    private const string Key = "a key of this test, long enough";

    private static readonly (int Width, int Height)[] Usual = [(390, 844), (1280, 800)];

    private static readonly string Folder = Directory.CreateDirectory(
        Environment.GetEnvironmentVariable("ATELIER_BROWSER_PICTURES") ?? Path.Combine(Path.GetTempPath(), "atelier-odd-states")).FullName;

    [Theory(Explicit = true)]
    [InlineData("en-GB")]
    [InlineData("zh-CN")]
    public async Task OfEmptyGallery_WrongFile_FailedJob_FullQueue_LostConnection_Compare(string locale)
    {
        Chromium.Require();
        await using var studio = await RunningStudio.Start(s => s with { Queue = 1 });
        await using var visit = await Begin(locale, studio);
        var page = visit.Page;
        await page.GotoAsync($"{studio.Address}/#/gallery");
        await Expect(page.Locator(".empty-gallery")).ToBeVisibleAsync();
        await Take(page, locale, "empty-gallery");

        await page.GotoAsync($"{studio.Address}/#/");
        await page.Locator("[data-drop=content] input[type=file]").First.SetInputFilesAsync(new FilePayload { Name = "letter.jpg", MimeType = "image/jpeg", Buffer = [1, 2, 3] });
        await Expect(visit.Content.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Take(page, locale, "wrong-file");

        List<string> jobs = [];
        await visit.Prepare(painting: locale == "zh-CN" ? "山上的夜" : "Night over hills", steps: "8", size: "256");
        for (var i = 0; i < 2; i++)
        {
            jobs.Add(await visit.Paint());
            await Expect(page.Locator(".formats")).ToBeVisibleAsync(new() { Timeout = 60_000 });
            await page.GotoAsync($"{studio.Address}/#/");
        }

        await page.GotoAsync($"{studio.Address}/#/compare/{jobs[0]}/{jobs[1]}");
        await Expect(page.Locator(".differences")).ToBeVisibleAsync();
        await Take(page, locale, "compare");

        var photo = await File.ReadAllBytesAsync(Repository.Photo("chelsea.jpg"));
        var kept = studio.PathOf(Convert.ToHexStringLower(SHA256.HashData(photo)));
        await File.WriteAllBytesAsync(kept, photo[..3000]);
        await page.GotoAsync($"{studio.Address}/#/");
        await visit.Paint();
        await Expect(page.Locator(".state-failed")).ToBeVisibleAsync();
        await Take(page, locale, "failed");
        await File.WriteAllBytesAsync(kept, photo);

        await page.GotoAsync($"{studio.Address}/#/");
        await visit.SetSteps("3000");
        var running = await visit.Paint();
        await page.GotoAsync($"{studio.Address}/#/");
        await visit.Paint();
        await Expect(page.Locator(".state-queued")).ToBeVisibleAsync();
        await Take(page, locale, "waiting");
        await page.GotoAsync($"{studio.Address}/#/");
        await visit.PaintButton.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Take(page, locale, "full-queue");

        await page.GotoAsync($"{studio.Address}/#/gallery");
        await Expect(page.Locator(".card")).ToHaveCountAsync(5);
        await Take(page, locale, "gallery");

        await page.GotoAsync($"{studio.Address}/#/painting/{running}");
        await Expect(page.Locator(".loss-line").First).ToBeVisibleAsync();
        await studio.Stop();
        await Expect(page.Locator(".banner")).ToBeVisibleAsync();
        await Take(page, locale, "lost");
        await page.GotoAsync($"{studio.Address}/#/gallery");
        await Take(page, locale, "lost-gallery");
        await page.GotoAsync($"{studio.Address}/#/");
        await visit.PaintButton.ClickAsync();
        await Take(page, locale, "lost-compose");
        await studio.StartAgain();
        await Expect(page.Locator(".banner")).ToHaveCountAsync(0);
        await page.GotoAsync($"{studio.Address}/#/painting/{running}");
        await Expect(page.Locator(".loss-line").First).ToBeVisibleAsync();
        await Take(page, locale, "back");
    }

    [Theory(Explicit = true)]
    [InlineData("en-GB")]
    [InlineData("zh-CN")]
    public async Task OfTheKeyForm(string locale)
    {
        Chromium.Require();
        await using var studio = await RunningStudio.Start(s => s with { Keys = [Key] });
        await using var visit = await Begin(locale, studio);
        await Expect(visit.Page.Locator(".key-form")).ToBeVisibleAsync();
        await Take(visit.Page, locale, "key");
        await visit.Page.Locator(".key-form input").FillAsync("not a key");
        await visit.Page.Locator(".key-form button").ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Take(visit.Page, locale, "wrong-key");
    }

    [Theory(Explicit = true)]
    [InlineData("en-GB")]
    [InlineData("zh-CN")]
    public async Task OfMixture_RestThatStaysAPhotograph_GivenUp_KeptForAMonth_SmallPictureAtFullSize(string locale)
    {
        Chromium.Require();
        await using var studio = await RunningStudio.Start();
        await using var visit = await Begin(locale, studio);
        var page = visit.Page;
        var isChinese = locale == "zh-CN";
        string? first = null;
        await visit.Change("**/api/v1/info", info => info["keepDays"] = 30);
        await visit.Change("**/api/v1/jobs/*", Keep);
        await visit.Change("**/api/v1/jobs?*", jobs => jobs["items"]!.AsArray().ToList().ForEach(job => Keep(job!)));
        await page.GotoAsync($"{studio.Address}/#/gallery");
        await page.ReloadAsync();
        await Expect(page.Locator(".empty-gallery")).ToBeVisibleAsync();
        await Take(page, locale, "empty-gallery-for-a-month", Usual);

        await page.GotoAsync($"{studio.Address}/#/");
        await visit.Prepare(painting: isChinese ? "山上的夜" : "Night over hills", steps: "4", size: "256");
        await visit.ChooseStyle(isChinese ? "雾中群山" : "Mountains in mist");
        await page.Locator(".mixture input").First.FillAsync("-3");
        await Take(page, locale, "mixture", Usual);
        for (var i = 0; i < 2; i++)
        {
            var job = await visit.Paint();
            first ??= job;
            await Expect(page.Locator(".formats")).ToBeVisibleAsync();
            await Take(page, locale, i == 0 ? "kept-for-a-month" : "pinned", Usual);
            await page.GotoAsync($"{studio.Address}/#/");
        }

        await page.Locator(".regions > button").ClickAsync();
        await page.Locator(".mask-easel canvas").ClickAsync();
        await page.Locator(".mask-foot .primary").ClickAsync();
        await page.Locator(".keep-rest input").CheckAsync();
        await Take(page, locale, "rest", Usual);
        await page.Locator(".keep-rest input").UncheckAsync();

        await visit.SetSteps("100000");
        for (var i = 0; i < 3; i++)
        {
            await visit.Paint();
            if (i == 0)
            {
                await Expect(page.Locator(".loss-line").First).ToBeVisibleAsync();
                await page.Locator(".controls-row button").Last.ClickAsync();
                await Expect(page.Locator(".state-cancelled")).ToBeVisibleAsync();
                await Take(page, locale, "given-up", Usual);
                await page.Locator(".stage-tools > .quiet").ClickAsync();
                await page.Keyboard.PressAsync("0");
                await Take(page, locale, "full-size", Usual);
                await page.Keyboard.PressAsync("Escape");
            }

            await page.GotoAsync($"{studio.Address}/#/");
        }

        await page.GotoAsync($"{studio.Address}/#/gallery");
        await Expect(page.Locator(".state-running")).ToHaveCountAsync(1);
        await Take(page, locale, "gallery-for-a-month", Usual);
        await page.Locator(".card-tools button").Last.ClickAsync();
        await Take(page, locale, "remove", Usual);

        void Keep(JsonNode job)
        {
            job["name"] = "שלום! chelsea";
            job["resumableUntil"] = (string)job["state"]! == "cancelled" ? "2030-05-31T12:00:00+00:00" : null;
            job["pinned"] = (string)job["state"]! == "succeeded" && (string)job["id"]! != first;
            job["expires"] = (string)job["state"]! == "succeeded" && (string)job["id"]! == first ? "2030-05-31T12:00:00+00:00" : null;
        }
    }

    private async Task<Visit> Begin(string locale, RunningStudio studio)
    {
        var visit = await Visit.Begin(fixture, studio: studio, options: new() { Locale = locale, ReducedMotion = ReducedMotion.Reduce });
        visit.Expected = new Regex("ERR_|Failed to load");
        return visit;
    }

    private static async Task Take(IPage page, string locale, string name, params (int Width, int Height)[] sizes)
    {
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            foreach (var (width, height) in sizes.Length > 0 ? sizes : [(360, 740), (2560, 1300)])
            {
                await page.SetViewportSizeAsync(width, height);
                await page.EvaluateAsync("() => Promise.all([...document.images].map(i => i.decode().catch(() => {})))");
                await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"{name}-{locale[..2]}-{scheme}-{width}.png"), FullPage = true });
            }
        }

        await page.SetViewportSizeAsync(1280, 800);
    }
}
