using System.Net;

namespace Atelier.Studio.Tests.Api;

public sealed class HeadTests
{
    [Fact]
    public async Task Head_OfWhateverGetAnswers_AnswersTheSameWithoutContent()
    {
        await using var host = await StudioHost.Start();
        var job = await host.Client.WaitAsync((await host.Client.CreateAsync(await host.SmallJob(steps: 1))).Id);
        var path = $"/api/v1/jobs/{job.Id}";

        foreach (var address in new[]
        {
            "/", "/openapi/v1.json", "/health/live", "/health/ready", "/api/v1/info", "/api/v1/options", "/api/v1/styles", "/api/v1/styles/night/picture",
            "/api/v1/jobs", "/api/v1/session", path, $"{path}/preview", $"{path}/result", $"{path}/result?format=jpeg", $"{path}/result?size=96", $"{path}/recipe",
            $"/api/v1/pictures/{job.Content}", $"/api/v1/pictures/{job.Content}?size=96", "/api/v1/jobs/none", "/nothing",
        })
        {
            using var get = await host.Http.GetAsync(new Uri(address, UriKind.Relative));
            using var request = new HttpRequestMessage(HttpMethod.Head, new Uri(address, UriKind.Relative));
            using var head = await host.Http.SendAsync(request);

            Assert.Equal((address, get.StatusCode), (address, head.StatusCode));
            Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
            Assert.Equal(get.Headers.ETag, head.Headers.ETag);
            Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task Head_OfEvents_EndsAtOnce()
    {
        using var engine = new HandEngine();
        await using var host = await StudioHost.Start(engine: engine.Run);
        var id = (await host.Client.CreateAsync(await host.SmallJob(steps: 1))).Id;
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri($"api/v1/jobs/{id}/events", UriKind.Relative));

        using var head = await host.Http.SendAsync(request);

        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (head.StatusCode, head.Content.Headers.ContentType?.MediaType));
    }
}
