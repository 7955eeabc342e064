using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Atelier.Imaging;
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
        await using var visit = await Visit.Begin(fixture, options: locale == "en-GB" ? null : new() { Locale = locale, ReducedMotion = ReducedMotion.Reduce });
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
        await using var visit = await Visit.Begin(fixture, options: new() { Locale = "zh-CN", ReducedMotion = ReducedMotion.Reduce });
        await Expect(visit.Page.Locator("[data-option]").First).ToBeVisibleAsync();
        await visit.Page.Locator("details").EvaluateAllAsync<object?>("all => all.forEach(one => { one.open = true; })");
        var labels = await visit.Page.Locator("h1, h2, h3, legend, label, summary, .field-help, .preset-title, .tile-title").AllInnerTextsAsync();
        Assert.All(labels, label => Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", label), throwIfEmpty: true);
    }

    [Fact]
    public async Task InChinese_WhatTheStudioSaysIsSaidInChinese_WithItsOwnLineBelow()
    {
        await using var visit = await Visit.Begin(fixture, options: new() { Locale = "zh-CN", ReducedMotion = ReducedMotion.Reduce });
        visit.Expected = new Regex("400");
        var page = visit.Page;

        await page.Locator("[data-drop=content] input[type=file]").First.SetInputFilesAsync(new FilePayload { Name = "cat.jpg", MimeType = "image/jpeg", Buffer = [1, 2, 3] });
        await IsSaid(visit.Content.GetByRole(AriaRole.Alert), "画室无法读取这个文件", "is not a picture that can be read");

        await visit.Prepare(painting: "山上的夜", steps: "no number");
        await visit.PaintButton.ClickAsync();
        await IsSaid(page.Locator("[data-option=steps] .field-fault"), "画室不接受这个值", "Expected a number of steps");
        await page.Locator("[data-option=steps] input").FillAsync("2");

        // A mask without anything in it, which the brush would not send.
        var black = new Picture(32, 24, new float[32 * 24 * 3]).Encode(PictureFormat.Png);
        var upload = await page.APIRequest.PostAsync($"{visit.Address}/api/v1/pictures", new() { DataByte = black, Headers = new Dictionary<string, string> { ["X-Atelier"] = "1", ["Content-Type"] = "image/png" } });
        var mask = (await upload.JsonAsync())!.Value.GetProperty("id").GetString();
        await page.RouteAsync("**/api/v1/jobs", route =>
        {
            var request = JsonNode.Parse(route.Request.PostData!)!.AsObject();
            request["regions"] = new JsonArray(new JsonObject { ["mask"] = mask, ["style"] = new JsonObject { ["sample"] = "ink" } });
            return route.ContinueAsync(new() { PostData = Encoding.UTF8.GetBytes(request.ToJsonString()) });
        });
        await visit.Paint();
        await visit.ExpectState("未能完成");
        await IsSaid(page.Locator(".painting-panel .fault"), "标出的部分是空的", "is black everywhere");

        static async Task IsSaid(ILocator place, string chinese, string english)
        {
            await Expect(place).ToContainTextAsync(chinese);
            await Expect(place.Locator("[lang=en]")).ToContainTextAsync(english);
        }
    }

    [Fact]
    public async Task Appearance_GoesFromTheSystemsToLightToDark()
    {
        await using var visit = await Visit.Begin(fixture);
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
