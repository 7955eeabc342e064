using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Atelier.Studio.Tests.Api;

public sealed class ProblemsTests
{
    private const string Key = "a key of the tests";

    [Theory]
    [InlineData("text/event-stream")]
    [InlineData("text/html,application/xhtml+xml;q=0.9,image/*;q=0.8")]
    [InlineData("application/json;q=0")]
    [InlineData("no type at all;;,")]
    [InlineData("")]
    public async Task Refusal_WhateverIsAccepted_IsProblemDetails(string accept)
    {
        await using var host = await StudioHost.Start();

        foreach (var (method, path, hostName, status) in new[]
        {
            (HttpMethod.Get, "api/v1/jobs/none/events", null, HttpStatusCode.NotFound),
            (HttpMethod.Get, "api/v1/jobs/none", null, HttpStatusCode.NotFound),
            (HttpMethod.Get, "nothing", null, HttpStatusCode.NotFound),
            (HttpMethod.Get, "api/v1/jobs?limit=x", null, HttpStatusCode.BadRequest),
            (HttpMethod.Get, "api/v1/info", "evil.example", HttpStatusCode.MisdirectedRequest),
            (HttpMethod.Post, "api/v1/jobs", null, HttpStatusCode.Forbidden),
        })
        {
            using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
            request.Headers.TryAddWithoutValidation("Accept", accept);
            request.Headers.Host = hostName;

            using var answer = await host.Http.SendAsync(request);

            await Refusal.IsProblem(status, answer);
        }
    }

    [Fact]
    public async Task Refusal_ForWantOfAKeyOrOfPatience_IsProblemDetailsForAnEventSourceToo()
    {
        await using var keyed = await StudioHost.Start(s => s with { Keys = [Key] });
        await using var limited = await StudioHost.Start(s => s with { Rate = 1 });

        await Refusal.IsProblem(HttpStatusCode.Unauthorized, await Watch(keyed));
        HttpResponseMessage last;
        do
        {
            last = await Watch(limited);
        }
        while (last.StatusCode == HttpStatusCode.NotFound);

        await Refusal.IsProblem(HttpStatusCode.TooManyRequests, last);

        static async Task<HttpResponseMessage> Watch(StudioHost host)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("api/v1/jobs/none/events", UriKind.Relative));
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
            return await host.Http.SendAsync(request);
        }
    }

    [Theory]
    [InlineData("application/json; charset=nonsense", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json; charset=\"\"", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json; charset=utf-7", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json; charset=utf-16", HttpStatusCode.BadRequest)]
    public async Task Body_OfAnotherCharset_IsRefused(string type, HttpStatusCode status)
    {
        await using var host = await StudioHost.Start();
        host.Http.DefaultRequestHeaders.Add("X-Atelier", "1");
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes("{}"));
        body.Headers.TryAddWithoutValidation("Content-Type", type);

        using var answer = await host.Http.PostAsync(new Uri("api/v1/jobs", UriKind.Relative), body);

        await Refusal.IsProblem(status, answer);
    }

    [Fact]
    public async Task Refusal_OfTheStudio_HasItsCodeAsType()
    {
        await using var host = await StudioHost.Start();

        var refusal = await Refusal.Of(HttpStatusCode.NotFound, () => host.Client.GetJobAsync("none"));

        Assert.Equal("urn:atelier:problem:not-found", refusal.Problem!.Type);
    }

    // "and cannot be" once made every such text a wrong state.
    [Fact]
    public async Task Upload_OfWhatCannotBeRead_IsNoWrongState()
    {
        await using var host = await StudioHost.Start();

        var refusal = await Refusal.Of(HttpStatusCode.BadRequest, () => host.Client.UploadAsync(new MemoryStream("no picture"u8.ToArray())));

        Assert.DoesNotContain("wrong-state", refusal.Problem!.Type, StringComparison.Ordinal);
        Assert.DoesNotContain(host.Folder.Path, refusal.Problem.Detail, StringComparison.Ordinal);
    }
}
