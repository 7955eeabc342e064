using System.Security.Cryptography;
using static Microsoft.Playwright.Assertions;

namespace Atelier.Studio.Browser.Tests;

/// <summary>A picture that could not be painted can be tried again, as long as the studio says.</summary>
public sealed class FailedTests(StudioFixture fixture)
{
    private static readonly byte[] Photo = File.ReadAllBytes(Repository.Photo("chelsea.jpg"));

    [Fact]
    public async Task FailedPicture_IsTriedAgain()
    {
        await using var visit = await Visit.Begin(fixture);
        await Fail(visit);

        await Expect(visit.Page.GetByText("The studio can try again until")).ToBeVisibleAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await visit.ExpectState("Finished");
        await Expect(visit.Page.Locator("h1")).ToBeFocusedAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Try again" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task InTheGallery_AFailedPictureIsTriedAgain()
    {
        await using var visit = await Visit.Begin(fixture);
        await Fail(visit);

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Gallery" }).ClickAsync();
        var card = visit.Page.Locator(".card");
        await Expect(card.Locator(".state")).ToHaveTextAsync("Not finished");
        await card.GetByRole(AriaRole.Button, new() { Name = "Try again to paint chelsea" }).ClickAsync();
        await Expect(card.GetByRole(AriaRole.Checkbox)).ToBeVisibleAsync();
        await Expect(card.Locator(".state")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task FailedPicture_ThatTheStudioTakesUpNoMore_IsNotTriedAgain()
    {
        await using var visit = await Visit.Begin(fixture);
        await visit.Change("**/api/v1/jobs/*", job => job["resumableUntil"] = null);
        await Fail(visit);

        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Change and paint again" })).ToBeVisibleAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Try again" })).ToHaveCountAsync(0);
    }

    // The photograph on the shelf is damaged while its picture is begun, and whole again afterwards.
    private static async Task Fail(Visit visit)
    {
        await visit.Prepare(steps: "2");
        var kept = visit.PathOf(Convert.ToHexStringLower(SHA256.HashData(Photo)));
        await File.WriteAllBytesAsync(kept, Photo[..3000]);
        await visit.Paint();
        await visit.ExpectState("Not finished");
        await File.WriteAllBytesAsync(kept, Photo);
    }
}
