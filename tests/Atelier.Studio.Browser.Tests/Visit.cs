using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Atelier.Studio.Browser.Tests;

/// <summary>
/// Somebody at the page, with nothing remembered from before. At the end it is checked that the page asked no other host for anything
/// and that the browser complained about nothing, refusals by the page's policy among it.
/// </summary>
internal sealed class Visit : IAsyncDisposable
{
    // Only what fails waits as long as this.
    private const int Patience = 60_000;

    private readonly StudioFixture _fixture;
    private readonly RunningStudio _studio;
    private readonly bool _isStudioLent;
    private readonly bool _isPageLent;
    private readonly List<string> _complaints = [];
    private readonly List<string> _strangers = [];

    private Visit(StudioFixture fixture, RunningStudio studio, bool isStudioLent, IPage page, bool isPageLent)
    {
        _fixture = fixture;
        _studio = studio;
        _isStudioLent = isStudioLent;
        _isPageLent = isPageLent;
        Page = page;
        Address = studio.Address;
        page.Context.Request += Watch;
        page.PageError += Note;
        page.Console += Note;
    }

    public IPage Page { get; }

    public string Address { get; }

    /// <summary>Complaints that a test brings about on purpose.</summary>
    public Regex? Expected { get; set; }

    public ILocator PaintButton => Page.Locator("button[type=submit]");

    public ILocator Content => Page.Locator("[data-drop=content]");

    /// <summary>The state of the picture that is looked at, in words.</summary>
    public ILocator State => Page.Locator(".painting-panel .state");

    /// <summary>Opens the studio's page.</summary>
    /// <param name="fixture">What lends studios and pages.</param>
    /// <param name="hash">The place in the page.</param>
    /// <param name="studio">The studio; otherwise one that is lent, without jobs.</param>
    /// <param name="options">The browser; otherwise an English one that is lent, light and without motion.</param>
    public static async Task<Visit> Begin(StudioFixture fixture, string hash = "#/", RunningStudio? studio = null, BrowserNewContextOptions? options = null)
    {
        Chromium.Require();
        SetDefaultExpectTimeout(Patience);
        var isStudioLent = studio is null;
        studio ??= await fixture.LendStudio();
        var page = options is null ? await fixture.LendPage(studio, isStudioLent) : await fixture.OpenPage(options);
        page.Context.SetDefaultTimeout(Patience);
        var visit = new Visit(fixture, studio, isStudioLent, page, isPageLent: options is null);
        await page.GotoAsync($"{visit.Address}/{hash}");
        await Expect(page.Locator("h1")).ToBeAttachedAsync();
        return visit;
    }

    /// <summary>Chooses a photograph and a painting, and a small job.</summary>
    public async Task Prepare(string photo = "chelsea.jpg", string painting = "Night over hills", string steps = "3", string size = "64")
    {
        await Page.Locator("[data-drop=content] input[type=file]").First.SetInputFilesAsync(Repository.Photo(photo));
        await Expect(Content.Locator(".hung:not(.is-coming) img")).ToBeVisibleAsync();
        await ChooseStyle(painting);
        await SetSize(size);
        await SetSteps(steps);
    }

    /// <summary>The same with a job that goes on until it is ended.</summary>
    public Task PrepareLong(string painting = "Night over hills") => Prepare(painting: painting, steps: "100000");

    public Task ChooseStyle(string title) => Page.GetByRole(AriaRole.Button, new() { Name = title, Exact = true }).ClickAsync();

    public Task SetSize(string size) => Page.Locator("[data-option=size] input").FillAsync(size);

    public async Task SetSteps(string steps)
    {
        await Page.Locator(".more > summary").ClickAsync();
        await Page.Locator(".more-group", new() { Has = Page.Locator("[data-option=steps]") }).Locator("> summary").ClickAsync();
        await Page.Locator("[data-option=steps] input").FillAsync(steps);
    }

    /// <summary>Starts the painting.</summary>
    /// <returns>The job's id.</returns>
    public async Task<string> Paint()
    {
        await PaintButton.ClickAsync();
        await Expect(Page).ToHaveURLAsync(new Regex("#/painting/"));
        return Page.Url.Split("#/painting/")[1];
    }

    /// <summary>Changes what the studio answers, before the page sees it.</summary>
    public Task Change(string url, Action<JsonNode> change) => Page.RouteAsync(url, async route =>
    {
        var answer = await route.FetchAsync();
        var body = JsonNode.Parse(await answer.TextAsync())!;
        change(body);
        await route.FulfillAsync(new() { Response = answer, Body = body.ToJsonString() });
    });

    /// <summary>Where a file of the studio's shelf lies.</summary>
    public string PathOf(string id) => _studio.PathOf(id);

    public Task ExpectState(string state) => Expect(State).ToHaveTextAsync(state);

    public async ValueTask DisposeAsync()
    {
        await Keep();
        await Page.UnrouteAllAsync(new() { Behavior = UnrouteBehavior.IgnoreErrors });
        Page.Context.Request -= Watch;
        Page.PageError -= Note;
        Page.Console -= Note;
        if (_isPageLent)
        {
            await _fixture.GiveBack(Page, _studio, _isStudioLent);
        }
        else
        {
            await Page.Context.DisposeAsync();
        }

        if (_isStudioLent)
        {
            await _fixture.GiveBack(_studio);
        }

        Assert.Empty(_strangers);
        Assert.Empty(_complaints.FindAll(c => Expected?.IsMatch(c) != true));
    }

    private void Watch(object? sender, IRequest request)
    {
        if (!request.Url.StartsWith(Address, StringComparison.Ordinal) && !request.Url.StartsWith("blob:" + Address, StringComparison.Ordinal))
        {
            _strangers.Add(request.Url);
        }
    }

    private void Note(object? sender, string error) => _complaints.Add(error);

    private void Note(object? sender, IConsoleMessage message)
    {
        if (message.Type is "error" or "warning")
        {
            _complaints.Add(message.Text);
        }
    }

    // What the page looked like at the end, for whoever wonders why a test failed.
    private async Task Keep()
    {
        if (Environment.GetEnvironmentVariable("ATELIER_BROWSER_PICTURES") is { Length: > 0 } folder)
        {
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{TestContext.Current.TestMethod?.MethodName}.png"), FullPage = true });
        }
    }
}
