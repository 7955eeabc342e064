using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Atelier.Studio.Tests.Safety;

public sealed class KeysTests
{
    private const string Key = "a key of the tests";
    private const string Other = "another key of them";

    private static readonly Uri Info = new("api/v1/info", UriKind.Relative);
    private static readonly Uri Session = new("api/v1/session", UriKind.Relative);

    [Fact]
    public async Task Keys_ThatAreWrongTooOften_AreNotLookedAtForAWhile()
    {
        await using var host = await StudioHost.Start(s => s with { Keys = [Key] });

        Assert.All(await Ask(host, "wrong", 10), status => Assert.Equal(HttpStatusCode.Unauthorized, status));
        using var refused = await Get(host, "wrong");
        await Refusal.IsProblem(HttpStatusCode.TooManyRequests, refused);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal([HttpStatusCode.TooManyRequests], await Ask(host, Key, 1)); // else an answer would tell which guess was right
    }

    [Fact]
    public async Task Session_OfABlockedAddress_GoesOnWhereAKeyWaits()
    {
        await using var host = await StudioHost.Start(s => s with { Keys = [Key, Other] });
        Assert.Equal([HttpStatusCode.OK], await Ask(host, Key, 1));
        var session = await SessionOf(host, Other);

        await Ask(host, "wrong", 20);

        Assert.Equal([HttpStatusCode.TooManyRequests], await Ask(host, Key, 1)); // although it was right from there before
        Assert.Equal(HttpStatusCode.OK, (await WithCookie(host, session)).StatusCode);
    }

    [Fact]
    public async Task Keys_ThatAreWrongAtTheSession_AreCountedToo()
    {
        await using var host = await StudioHost.Start(s => s with { Keys = [Key] });
        using var http = host.NewHttp();
        http.DefaultRequestHeaders.Add("X-Atelier", "1");
        List<HttpStatusCode> answers = [];

        for (var i = 0; i < 12; i++)
        {
            using var answer = await http.PostAsJsonAsync(Session, new { key = "wrong" });
            answers.Add(answer.StatusCode);
        }

        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.Unauthorized, 10), HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests], answers);
    }

    [Fact]
    public async Task Session_AfterARestart_StillHoldsUntilItsKeyIsGoneOrItIsOld()
    {
        string session;
        await using (var first = await StudioHost.Start(s => s with { Keys = [Key] }))
        {
            session = await SessionOf(first, Key);
        }

        await using var second = await StudioHost.Start(s => s with { Keys = [Other, Key] });
        await using var without = await StudioHost.Start(s => s with { Keys = [Other] });

        Assert.Equal(HttpStatusCode.OK, (await WithCookie(second, session)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await WithCookie(second, session[..^1])).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await WithCookie(second, "9" + session)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await WithCookie(without, session)).StatusCode);
        second.Time.Advance(TimeSpan.FromDays(31));
        Assert.Equal(HttpStatusCode.Unauthorized, (await WithCookie(second, session)).StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true, "X-Forwarded-Proto", "https")]
    [InlineData(false, "X-Forwarded-Proto", "http")]
    [InlineData(true, "Origin", "https://HOST")]
    [InlineData(false, "Origin", "http://HOST")]
    public async Task Cookie_OfASession_IsSecureWhereTheBrowserSpeaksTls(bool isSecure, params string[] header)
    {
        await using var host = await StudioHost.Start(s => s with { Keys = [Key] });

        var cookie = await CookieOf(host, Key, [.. header.Select(h => h.Replace("HOST", host.Address.Authority, StringComparison.Ordinal))]);

        Assert.Equal(isSecure, cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<string> SessionOf(StudioHost host, string key) => (await CookieOf(host, key)).Split('=', ';')[1];

    private static async Task<string> CookieOf(StudioHost host, string key, params string[] header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Session) { Content = JsonContent.Create(new { key }) };
        request.Headers.Add("X-Atelier", "1");
        if (header is [var name, var value])
        {
            request.Headers.Add(name, value);
        }

        using var http = host.NewHttp();
        using var answer = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        return answer.Headers.GetValues("Set-Cookie").Single();
    }

    private static async Task<HttpResponseMessage> WithCookie(StudioHost host, string session)
    {
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = host.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, Info);
        request.Headers.Add("Cookie", $"atelier-session={session}");
        return await http.SendAsync(request);
    }

    private static async Task<HttpStatusCode[]> Ask(StudioHost host, string key, int count)
    {
        var answers = new HttpStatusCode[count];
        for (var i = 0; i < count; i++)
        {
            using var answer = await Get(host, key);
            answers[i] = answer.StatusCode;
        }

        return answers;
    }

    private static async Task<HttpResponseMessage> Get(StudioHost host, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Info);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await host.Http.SendAsync(request);
    }
}
