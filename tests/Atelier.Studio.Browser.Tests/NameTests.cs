using static Microsoft.Playwright.Assertions;

namespace Atelier.Studio.Browser.Tests;

/// <summary>Names of files may hold marks that turn the text around them from right to left.</summary>
public sealed class NameTests(StudioFixture fixture)
{
    private const string Marks = "[\u061C\u200E\u200F\u202A-\u202E]";

    [Fact]
    public async Task MarksOfDirection_InTheNameOfAFile_AreNowhere()
    {
        await using var visit = await Visit.Begin(fixture);
        var page = visit.Page;
        var photo = new FilePayload { Name = "cat\u202Egpj\u200F.jpg", MimeType = "image/jpeg", Buffer = await File.ReadAllBytesAsync(Repository.Photo("chelsea.jpg")) };
        await page.Locator("[data-drop=content] input[type=file]").First.SetInputFilesAsync(photo);
        await Expect(visit.Content.GetByText("catgpj")).ToBeVisibleAsync();
        await visit.ChooseStyle("Night over hills");
        await visit.SetSize("64");
        await visit.SetSteps("2");
        await visit.Paint();
        await visit.ExpectState("Finished");

        await Expect(page.Locator("h1 bdi")).ToHaveTextAsync("catgpj");
        await Expect(page).ToHaveTitleAsync("Finished · catgpj · Atelier");
        Assert.DoesNotMatch(Marks, await page.ContentAsync());
    }

    [Theory]
    [InlineData("cat\u202Egpj", "catgpj")]
    [InlineData("שלום!", "שלום!")]
    public async Task AnotherProgramsName_TurnsNoQuestionRound(string name, string shown)
    {
        await using var visit = await Visit.Begin(fixture);
        var page = visit.Page;
        await visit.Prepare(steps: "2");
        await visit.Change("**/api/v1/jobs?*", jobs => jobs["items"]![0]!["name"] = name);
        await visit.Paint();
        await visit.ExpectState("Finished");

        await page.GetByRole(AriaRole.Link, new() { Name = "Gallery" }).ClickAsync();
        await Expect(page.Locator(".card-title bdi")).ToHaveTextAsync(shown);
        await page.GetByRole(AriaRole.Button, new() { Name = $"Remove {shown}" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog).GetByText($"“\u2068{shown}\u2069” and its recipe are deleted from the studio.")).ToBeVisibleAsync();
        Assert.DoesNotMatch(Marks, await page.ContentAsync());
    }
}
