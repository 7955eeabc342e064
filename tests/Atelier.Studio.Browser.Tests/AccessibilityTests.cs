using System.Text.Json;
using static Microsoft.Playwright.Assertions;

namespace Atelier.Studio.Browser.Tests;

/// <summary>Every page and dialog by axe's rules (WCAG 2.2 A and AA, and its best practices).</summary>
public sealed class AccessibilityTests(StudioFixture fixture)
{
    private static readonly Lazy<string> Axe = new(() =>
    {
        using var stream = typeof(AccessibilityTests).Assembly.GetManifestResourceStream("axe.min.js")!;
        return new StreamReader(stream).ReadToEnd();
    });

    [Theory]
    [InlineData(ColorScheme.Light, "en-GB", 1280)]
    [InlineData(ColorScheme.Dark, "zh-CN", 360)]
    public async Task EveryPage_IsAccessible(ColorScheme scheme, string locale, int width)
    {
        await using var visit = await Visit.Begin(fixture, options: new()
        {
            Locale = locale,
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new() { Width = width, Height = 800 },
        });
        var page = visit.Page;
        var isChinese = locale == "zh-CN";
        await Expect(page.Locator("[data-option]").First).ToBeVisibleAsync();
        await Check(page, "nothing chosen");

        await visit.PrepareLong(painting: isChinese ? "山上的夜" : "Night over hills");
        await visit.ChooseStyle(isChinese ? "雾中群山" : "Mountains in mist");
        await page.Locator("details").EvaluateAllAsync<object?>("all => all.forEach(one => { one.open = true; })");
        await Check(page, "everything chosen");

        await page.Locator(".regions > button").ClickAsync();
        await page.Locator(".mask-tools summary").ClickAsync();
        await page.Locator(".rectangle-fields .tool-row > button").First.ClickAsync();
        await Check(page, "mask brush");
        await page.Locator(".mask-foot .primary").ClickAsync();
        await Expect(page.Locator(".region")).ToHaveCountAsync(1);
        await Check(page, "a part marked");

        await visit.Paint();
        await Expect(page.Locator(".loss-line").First).ToBeVisibleAsync();
        await Check(page, "painting");
        await page.Locator(".controls .primary").ClickAsync();
        await Expect(page.Locator(".formats")).ToBeVisibleAsync();
        await Check(page, "finished");
        var job = page.Url.Split("#/painting/")[1];

        await page.Locator(".finished-actions button").First.ClickAsync();
        await Check(page, "larger");
        await page.Keyboard.PressAsync("Escape");
        await page.Locator(".stage-tools > .quiet").ClickAsync();
        await Check(page, "full size");
        await page.Keyboard.PressAsync("Escape");

        await page.GotoAsync($"{visit.Address}/#/gallery");
        await Expect(page.Locator(".card")).ToHaveCountAsync(1);
        await page.Locator(".card input").CheckAsync();
        await Check(page, "gallery");
        await page.GotoAsync($"{visit.Address}/#/compare/{job}/{job}");
        await Expect(page.Locator(".differences")).ToBeVisibleAsync();
        await Check(page, "compare");
    }

    [Fact]
    public async Task NoPage_ScrollsSideways()
    {
        await using var visit = await Visit.Begin(fixture);
        await visit.Prepare(steps: "2");
        await Fits();
        await visit.Paint();
        await visit.ExpectState("Finished");
        await Fits();
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Gallery" }).ClickAsync();
        await Expect(visit.Page.Locator(".card").First).ToBeVisibleAsync();
        await Fits();

        async Task Fits()
        {
            foreach (var width in new[] { 320, 360, 768, 1280, 2560 })
            {
                await visit.Page.SetViewportSizeAsync(width, 800);
                Assert.True(await visit.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"{visit.Page.Url} at {width} pixels.");
            }
        }
    }

    private static async Task Check(IPage page, string place)
    {
        await page.EvaluateAsync(Axe.Value);
        var found = await page.EvaluateAsync<JsonElement>(
            """
            async () => {
                const { violations, passes } = await axe.run({ resultTypes: ['violations'] }); // of what passes, only the number of rules
                return {
                    violations: violations.map(v => ({ rule: v.id, help: v.help, where: v.nodes.map(n => n.target.join(' ') + ': ' + n.failureSummary).slice(0, 4) })),
                    passes: passes.length,
                };
            }
            """);
        Assert.True(found.GetProperty("violations").GetArrayLength() == 0, $"{place}: {found}");
        Assert.True(found.GetProperty("passes").GetInt32() > 15, $"{place}: axe found next to nothing to check.");
    }
}
