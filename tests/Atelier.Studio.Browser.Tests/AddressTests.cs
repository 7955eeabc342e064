using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Atelier.Studio.Browser.Tests;

/// <summary>The page's place is in its address, where anybody can write anything.</summary>
public sealed class AddressTests(StudioFixture fixture)
{
    [Theory]
    [InlineData("#/painting/%")]
    [InlineData("#/painting/%E0%A4%A")]
    [InlineData("#/painting/.")]
    [InlineData("#/painting/..%2Finfo")]
    [InlineData("#/painting/a?b")]
    public async Task UnknownPicture_IsNotFound(string place)
    {
        await using var visit = await Visit.Begin(fixture, place);
        visit.Expected = new Regex("404");
        await Expect(visit.Page.Locator("h1")).ToHaveTextAsync("This picture is not here");
    }

    [Theory]
    [InlineData("#/%")]
    [InlineData("#/nowhere/%zz")]
    public async Task UnknownPage_IsTheFirst(string place)
    {
        await using var visit = await Visit.Begin(fixture, place);
        await Expect(visit.PaintButton).ToBeVisibleAsync();
    }
}
