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
        string[] elsewhere = ["style-weights", "elsewhere", "save-every"];
        Assert.Equal(StylizeOption.All.Select(o => o.Name).Except(elsewhere).Order(), shown.Order());
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
