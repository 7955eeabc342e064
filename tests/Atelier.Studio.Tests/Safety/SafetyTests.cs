using System.Net;
using System.Net.Http.Json;

namespace Atelier.Studio.Tests.Safety;

public sealed class SafetyTests
{
    private const string Key = "a key of the tests";

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("10.0.0.1")]
    public async Task Host_ThatIsNotTheStudios_IsRefused(string name)
    {
        await using var host = await StudioHost.Start();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("api/v1/info", UriKind.Relative));
        request.Headers.Host = name;

        using var answer = await host.Http.SendAsync(request);

        await Refusal.IsProblem(HttpStatusCode.MisdirectedRequest, answer);
    }

    [Theory]
    [InlineData("localhost:4711")]
    [InlineData("LOCALHOST")]
    [InlineData("127.0.0.1")]
    [InlineData("studio.example")]
    public async Task Host_ThatIsTheStudios_IsAnswered(string name)
    {
        await using var host = await StudioHost.Start(s => s with { Hosts = ["studio.example"] });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("api/v1/info", UriKind.Relative));
        request.Headers.Host = name;

        using var answer = await host.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("X-Other", "1")]
    [InlineData("X-Atelier", "0")]
    [InlineData("X-Atelier", "1", "Origin", "https://evil.example")]
    [InlineData("X-Atelier", "1", "Origin", "null")]
    [InlineData("X-Atelier", "1", "Sec-Fetch-Site", "cross-site")]
    public async Task Change_FromAnotherSite_IsRefused(params string[] headers)
    {
        await using var host = await StudioHost.Start();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("api/v1/jobs", UriKind.Relative)) { Content = JsonContent.Create(new { }) };
        foreach (var pair in headers.Chunk(2))
        {
            request.Headers.Add(pair[0], pair[1]);
        }

        using var answer = await host.Http.SendAsync(request);

        await Refusal.IsProblem(HttpStatusCode.Forbidden, answer);
    }

    [Fact]
    public async Task Change_FromTheStudiosOwnPage_IsTaken()
    {
        await using var host = await StudioHost.Start();
        host.Http.DefaultRequestHeaders.Add("Origin", host.Address.GetLeftPart(UriPartial.Authority));
        host.Http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        var client = new StudioClient(host.Http);

        Assert.NotNull(await client.UploadAsync(new MemoryStream(Atelier.Studio.Load.TinyPng.Of(20, 20, seed: 1))));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api")]
    [InlineData("/api/v1/info")]
    [InlineData("/api/v1/jobs?limit=x")]
    [InlineData("/nothing")]
    public async Task Answer_Whatever_HasSafeHeaders(string path)
    {
        await using var host = await StudioHost.Start();

        using var answer = await host.Http.GetAsync(new Uri(path, UriKind.Relative));

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; script-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task Headers_ThatAreHuge_AreRefused()
    {
        await using var host = await StudioHost.Start();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("api/v1/info", UriKind.Relative));
        request.Headers.Add("X-Long", new string('x', 20_000));

        using var answer = await host.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Keys_WhereNeeded_OpenTheApiOnly()
    {
        await using var host = await StudioHost.Start(s => s with { Keys = [Key] });

        await Refusal.Of(HttpStatusCode.Unauthorized, () => host.Client.GetInfoAsync());
        var http = host.NewHttp();
        await Refusal.Of(HttpStatusCode.Unauthorized, () => new StudioClient(http, "another key, wrong").GetInfoAsync());
        Assert.NotNull(await new StudioClient(http, Key).GetInfoAsync());
        Assert.Empty(http.DefaultRequestHeaders);
        using var page = await host.Http.GetAsync(new Uri("/", UriKind.Relative));
        using var health = await host.Http.GetAsync(new Uri("health/live", UriKind.Relative));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (page.StatusCode, health.StatusCode));
    }

    [Fact]
    public async Task Session_BegunWithAKey_OpensTheApiUntilItEnds()
    {
        await using var host = await StudioHost.Start(s => s with { Keys = [Key] });
        using var browser = host.NewHttp();
        browser.DefaultRequestHeaders.Add("X-Atelier", "1");

        using var wrong = await browser.PostAsJsonAsync(new Uri("api/v1/session", UriKind.Relative), new { key = "no key" });
        await Refusal.IsProblem(HttpStatusCode.Unauthorized, wrong);
        using var begun = await browser.PostAsJsonAsync(new Uri("api/v1/session", UriKind.Relative), new { key = Key });
        Assert.Equal(HttpStatusCode.NoContent, begun.StatusCode);
        Assert.Contains("httponly", begun.Headers.GetValues("Set-Cookie").Single(), StringComparison.OrdinalIgnoreCase);
        using var open = await browser.GetAsync(new Uri("api/v1/info", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, open.StatusCode);
        using var ended = await browser.DeleteAsync(new Uri("api/v1/session", UriKind.Relative));
        using var closed = await browser.GetAsync(new Uri("api/v1/info", UriKind.Relative));
        await Refusal.IsProblem(HttpStatusCode.Unauthorized, closed);
    }

    [Fact]
    public async Task Rate_AboveTheLimit_IsRefusedWithATime()
    {
        await using var host = await StudioHost.Start(s => s with { Rate = 1 });
        host.Time.StandStill();
        List<HttpStatusCode> answers = [];

        for (var i = 0; i < 15; i++)
        {
            using var answer = await host.Http.GetAsync(new Uri("health/live", UriKind.Relative));
            answers.Add(answer.StatusCode);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                Assert.NotNull(answer.Headers.RetryAfter);
                await Refusal.IsProblem(HttpStatusCode.TooManyRequests, answer);
            }
        }

        Assert.Contains(HttpStatusCode.OK, answers);
        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
    }

    [Fact]
    public void Settings_OpenToOtherMachinesWithoutKeys_AreRefused()
    {
        var settings = new StudioSettings { Address = IPAddress.Any };

        Assert.Throws<OptionsException>(settings.Validate);
        Assert.Throws<OptionsException>((settings with { Keys = ["short"] }).Validate);
        (settings with { Keys = [Key] }).Validate();
        (settings with { IsOpen = true }).Validate();
    }
}
