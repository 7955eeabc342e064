using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Atelier.Studio.Browser.Tests;

/// <summary>What is dropped on the page must never make the browser leave it.</summary>
public sealed class DropTests(StudioFixture fixture)
{
    [Theory]
    [InlineData("#/gallery")]
    [InlineData("#/painting/nothing")]
    [InlineData("#/compare/nothing/neither")]
    public async Task DroppedOnAnyPage_AFileBecomesThePhotograph(string place)
    {
        await using var visit = await Visit.Begin(fixture, place);
        visit.Expected = new Regex("404");

        await WholeWayTests.Drop(visit.Page, "main", Repository.Photo("coffee.jpg"));

        await Expect(visit.Page).ToHaveURLAsync(new Regex("#/$"));
        await Expect(visit.Content.GetByText("600 × 400")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task DroppedBehindADialog_AFileIsIgnored()
    {
        await using var visit = await Visit.Begin(fixture);
        await visit.Prepare();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Mark a part" }).ClickAsync();

        Assert.True(await visit.Page.EvaluateAsync<bool>(
            """
            () => {
                const data = new DataTransfer();
                data.items.add(new File([new Uint8Array(3)], 'cat.jpg', { type: 'image/jpeg' }));
                return !document.querySelector('dialog').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
            }
            """));
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();

        await Expect(visit.Page.Locator(".tile-coming, .fault")).ToHaveCountAsync(0);
        await Expect(visit.Page.Locator(".tile-remove")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("main", true)]
    [InlineData("[data-option=size] input", false)]
    public async Task DroppedLink_IsNotFollowed_AndTextStillDropsIntoAField(string place, bool isRefused)
    {
        await using var visit = await Visit.Begin(fixture);
        await Expect(visit.Page.Locator("[data-option=size]")).ToBeVisibleAsync();

        var refused = await visit.Page.Locator(place).EvaluateAsync<bool[]>(
            """
            element => ['dragover', 'drop'].map(name => {
                const data = new DataTransfer();
                data.setData('text/uri-list', 'http://127.0.0.1:9/');
                return !element.dispatchEvent(new DragEvent(name, { dataTransfer: data, bubbles: true, cancelable: true }));
            })
            """);

        Assert.Equal([isRefused, isRefused], refused);
    }
}
