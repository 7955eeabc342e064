using static Microsoft.Playwright.Assertions;

namespace Atelier.Studio.Browser.Tests;

public sealed class LanguageTests(StudioFixture fixture)
{
    [Theory]
    [InlineData("en-GB", "en", "Drop a photograph here", "Paint")]
    [InlineData("zh-CN", "zh-CN", "把照片拖到这里", "开始画")]
    [InlineData("de-DE", "en", "Drop a photograph here", "Paint")]
    public async Task TheBrowsersLanguage_IsSpoken(string locale, string language, string drop, string paint)
    {
        await using var visit = await Visit.Begin(fixture, options: new() { Locale = locale });
        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("lang", language);
        await Expect(visit.Page.GetByText(drop)).ToBeVisibleAsync();
        await Expect(visit.PaintButton).ToHaveTextAsync(paint);
    }

    [Fact]
    public async Task TheOtherLanguage_IsOneButtonAway_AndRemembered()
    {
        await using var visit = await Visit.Begin(fixture);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "中文" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "山上的夜", Exact = true })).ToBeVisibleAsync();
        await visit.Page.ReloadAsync();
        await Expect(visit.Page).ToHaveTitleAsync("新作品 · Atelier");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await Expect(visit.Page).ToHaveTitleAsync("New picture · Atelier");
    }

    [Fact]
    public async Task InChinese_NoEnglishIsLeft()
    {
        await using var visit = await Visit.Begin(fixture, options: new() { Locale = "zh-CN" });
        await Expect(visit.Page.Locator("[data-option]").First).ToBeVisibleAsync();
        await visit.Page.Locator("details").EvaluateAllAsync<object?>("all => all.forEach(one => { one.open = true; })");
        var labels = await visit.Page.Locator("h1, h2, h3, legend, label, summary, .field-help, .preset-title, .tile-title").AllInnerTextsAsync();
        Assert.All(labels, label => Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", label));
    }

    [Fact]
    public async Task Appearance_GoesFromTheSystemsToLightToDark()
    {
        await using var visit = await Visit.Begin(fixture, options: new() { Locale = "en-GB", ColorScheme = ColorScheme.Light });
        var button = visit.Page.GetByRole(AriaRole.Button, new() { Name = "Appearance" });
        var light = await Background();
        await button.ClickAsync();
        Assert.Equal(light, await Background());
        await button.ClickAsync();
        await Expect(button).ToHaveAccessibleNameAsync("Appearance: dark");
        Assert.NotEqual(light, await Background());
        await visit.Page.ReloadAsync();
        Assert.NotEqual(light, await Background());

        Task<string> Background() => visit.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");
    }
}
