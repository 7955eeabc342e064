using System.Net;
using System.Net.Http.Json;

namespace Atelier.Studio.Tests.Safety;

public sealed class ProxiesTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(true, "Host", "localhost")]
    [InlineData(false, "Host", "studio.example")]
    [InlineData(false, "X-Forwarded-For", "10.0.0.1")]
    [InlineData(false, "Forwarded", "for=10.0.0.1")]
    [InlineData(false, "Via", "1.1 proxy")]
    public async Task Info_ForAVisitor_SaysWhetherTheMachineIsTheSame(bool isSame, params string[] header)
    {
        await using var host = await StudioHost.Start(s => s with { Hosts = ["studio.example"] });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("api/v1/info", UriKind.Relative));
        if (header is [var name, var value])
        {
            request.Headers.Add(name, value);
        }

        using var answer = await host.Http.SendAsync(request);

        Assert.Equal(isSame, (await answer.Content.ReadFromJsonAsync<StudioInfo>(StudioJson.Options))!.IsSameMachine);
    }

    [Theory]
    [InlineData("127.0.0.1", HttpStatusCode.Unauthorized)]
    [InlineData("10.1.2.3", HttpStatusCode.TooManyRequests)]
    public async Task Address_FromAProxy_IsBelievedOnlyIfTheProxyIsNamed(string proxy, HttpStatusCode status)
    {
        await using var host = await StudioHost.Start(s => s with { Keys = ["a key of the tests"], Proxies = [IPAddress.Parse(proxy)] });
        for (var i = 0; i < 10; i++)
        {
            using var wrong = await Ask("192.0.2.1");
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        using var another = await Ask("192.0.2.2");

        Assert.Equal(status, another.StatusCode);

        async Task<HttpResponseMessage> Ask(string address)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("api/v1/info", UriKind.Relative));
            request.Headers.Add("Authorization", "Bearer wrong");
            request.Headers.Add("X-Forwarded-For", address);
            return await host.Http.SendAsync(request);
        }
    }
}
