using Atelier.Studio.Bursts;
using Microsoft.AspNetCore.Routing;

namespace Atelier.Studio.Tests.Bursts;

public sealed class AnsweringTests
{
    [Fact]
    public async Task Endpoints_ThatAreAnsweredOnTheAnsweringThread_OnlyRead()
    {
        await using var host = await StudioHost.Start();

        var atHand = host.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<AtHand>() is not null).ToArray();

        Assert.Contains(atHand, e => e.RoutePattern.RawText == "/api/v1/jobs/{id}");
        Assert.DoesNotContain(atHand, e => e.RoutePattern.RawText!.EndsWith("/result", StringComparison.Ordinal) || e.RoutePattern.RawText.EndsWith("/events", StringComparison.Ordinal));
        Assert.All(atHand, e => Assert.All(e.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods, m => Assert.True(m is "GET" or "HEAD")));
    }
}
