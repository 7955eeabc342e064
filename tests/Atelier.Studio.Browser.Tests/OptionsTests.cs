using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Atelier.Studio.Browser.Tests;

public sealed class OptionsTests(StudioFixture fixture)
{
    [Fact]
    public async Task WhatTheStudioRefuses_IsShownAtItsField()
    {
        await using var visit = await Visit.Begin(fixture);
        visit.Expected = new Regex("400");
        await visit.Prepare(steps: "no number");
        await visit.PaintButton.ClickAsync();

        var field = visit.Page.Locator("[data-option=steps]");
        await Expect(field.Locator("input")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(field.Locator("input")).ToBeFocusedAsync();
        await Expect(field.Locator(".field-fault")).ToBeVisibleAsync();

        await field.Locator("input").FillAsync("2");
        await Expect(field.Locator(".field-fault")).ToHaveCountAsync(0);
        await visit.Paint();
        await visit.ExpectState("Finished");
    }

    [Fact]
    public async Task StrengthDial_ComesBeforeTheOtherOptions()
    {
        await using var visit = await Visit.Begin(fixture, "#/gallery");
        visit.Expected = new Regex("400");
        var page = visit.Page;
        await visit.Change("**/api/v1/options", catalogue =>
        {
            var options = catalogue["options"]!.AsArray();
            if (!options.Any(o => (string)o!["name"]! == "strength"))
            {
                options.Add(new JsonObject { ["name"] = "strength", ["group"] = "losses", ["help"] = "how painted", ["kind"] = "number", ["min"] = 0, ["max"] = 100, ["inRecipe"] = true });
            }
        });
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "New picture" }).ClickAsync();
        await visit.Prepare(steps: "2");

        Assert.Equal("strength", await page.Locator("[data-option]").First.GetAttributeAsync("data-option"));
        var dial = page.GetByRole(AriaRole.Slider, new() { Name = "Strength" });
        await Expect(dial).ToHaveAttributeAsync("aria-valuetext", "automatic");
        await dial.FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(dial).ToHaveAttributeAsync("aria-valuetext", "51");
        var request = await page.RunAndWaitForRequestAsync(() => visit.PaintButton.ClickAsync(), r => r.Method == "POST" && r.Url.EndsWith("/jobs", StringComparison.Ordinal));
        Assert.Contains("\"strength\":\"51\"", request.PostData!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NumbersOutOfRange_AreShownWhileTyping()
    {
        await using var visit = await Visit.Begin(fixture);
        await visit.SetSize("9");
        var field = visit.Page.Locator("[data-option=size]");
        await Expect(field.Locator(".field-fault")).ToHaveTextAsync("This takes a number from 16 to 32768.");
        await field.GetByRole(AriaRole.Button, new() { Name = "Size: back to the standard" }).ClickAsync();
        await Expect(field.Locator("input")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task EveryOptionOfTheStudio_HasAField()
    {
        await using var visit = await Visit.Begin(fixture);
        await Expect(visit.Page.Locator("[data-option]").First).ToBeVisibleAsync();
        var shown = await visit.Page.Locator("[data-option]").EvaluateAllAsync<string[]>("fields => fields.map(f => f.dataset.option)");
        string[] elsewhere = ["style-weights", "elsewhere", "continue"];
        Assert.Equal(StylizeOption.All.Where(o => o.InRecipe).Select(o => o.Name).Except(elsewhere).Order(), shown.Order());
    }

    [Fact]
    public async Task NoPicture_IsRefusedWithWords()
    {
        await using var visit = await Visit.Begin(fixture);
        visit.Expected = new Regex("400|415");
        await visit.Page.Locator("[data-drop=content] input[type=file]").First.SetInputFilesAsync(new FilePayload { Name = "cat.jpg", MimeType = "image/jpeg", Buffer = [1, 2, 3] });
        await Expect(visit.Content.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Expect(visit.Content.GetByText("Drop a photograph here")).ToBeVisibleAsync();
    }
}
