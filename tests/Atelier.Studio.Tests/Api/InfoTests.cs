using System.IO.Compression;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Atelier.Imaging;
using Atelier.Recipes;

namespace Atelier.Studio.Tests.Api;

public sealed class InfoTests
{
    [Fact]
    public async Task Info_Always_NamesVersionNetworksAndLimits()
    {
        await using var host = await StudioHost.Start(s => s with { Queue = 7 });

        var info = await host.Client.GetInfoAsync();

        Assert.Equal(Recipe.CurrentVersion, info.Version);
        Assert.Contains(info.Networks, n => n is { Name: "compact", Installed: true });
        Assert.Contains(info.Networks, n => n.Name == "vgg19");
        Assert.Equal(7, info.Limits.Queue);
        Assert.Equal(["png", "jpeg", "tiff", "webp"], info.Formats);
    }

    [Fact]
    public async Task Options_Always_AreThoseOfTheLibrary()
    {
        await using var host = await StudioHost.Start();

        var catalogue = await host.Client.GetOptionsAsync();

        Assert.Equal(StylizeOption.All.Select(o => o.Name).Where(n => n is not ("save-every" or "continue" or "memory" or "scratch")), catalogue.Options.Select(o => o.Name));
        Assert.Equal(["balanced", "fast", "best", "gatys"], catalogue.Presets.Select(p => p.Name));
        Assert.Equal("80,40,15", catalogue.Presets[1].Options["steps"]);
        var size = catalogue.Options.Single(o => o.Name == "size");
        Assert.Equal(("integer", 16, 32768, "512"), (size.Kind, size.Min, size.Max, size.Default));
        Assert.Equal(["content", "noise", "style"], catalogue.Options.Single(o => o.Name == "init").Choices);
    }

    [Fact]
    public async Task Styles_Each_HasAPictureOfItsSize()
    {
        await using var host = await StudioHost.Start();
        using var folder = new TemporaryFolder();

        var styles = await host.Client.GetStylesAsync();

        Assert.Equal(7, styles.Count);
        foreach (var style in styles)
        {
            var path = Path.Combine(folder.Path, style.Id);
            await File.WriteAllBytesAsync(path, await host.Http.GetByteArrayAsync(new Uri(style.Url, UriKind.Relative)));
            var header = PictureReader.Inspect(path);
            Assert.Equal((style.Width, style.Height), (header.Width, header.Height));
        }

        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "small"), await host.Http.GetByteArrayAsync(new Uri($"{styles[0].Url}?size=150", UriKind.Relative)));
        Assert.Equal(192, PictureReader.Inspect(Path.Combine(folder.Path, "small")).Width);
    }

    [Fact]
    public async Task Description_Always_NamesEveryEndpointOnce()
    {
        await using var host = await StudioHost.Start();

        using var json = JsonDocument.Parse(await host.Http.GetStringAsync(new Uri("openapi/v1.json", UriKind.Relative)));
        using var page = await host.Http.GetAsync(new Uri("api", UriKind.Relative));

        var paths = json.RootElement.GetProperty("paths");
        foreach (var path in new[] { "/api/v1/jobs/{id}/events", "/api/v1/pictures", "/api/v1/jobs/{id}/keep", "/health/ready" })
        {
            Assert.True(paths.TryGetProperty(path, out _), path);
        }

        Assert.Equal(["get"], paths.GetProperty("/api/v1/info").EnumerateObject().Select(o => o.Name));
        Assert.Equal("/openapi/v1.json", page.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task Health_OfARunningStudio_IsLiveAndReady()
    {
        await using var host = await StudioHost.Start();

        Assert.Contains("live", await host.Http.GetStringAsync(new Uri("health/live", UriKind.Relative)), StringComparison.Ordinal);
        Assert.Contains("ready", await host.Http.GetStringAsync(new Uri("health/ready", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PageFile_ForABrowserThatTakesGzip_IsTheSameFileSmaller()
    {
        await using var host = await StudioHost.Start();
        var page = await host.Http.GetStringAsync(new Uri("/", UriKind.Relative));
        var script = new Uri(Regex.Match(page, "assets/[^\"]+\\.js").Value, UriKind.Relative);
        var whole = await host.Http.GetByteArrayAsync(script);

        using var packed = await Get(host, script, ("Accept-Encoding", "br, gzip"));
        await using var unpacked = new GZipStream(await packed.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var memory = new MemoryStream();
        await unpacked.CopyToAsync(memory);
        using var again = await Get(host, script, ("Accept-Encoding", "gzip"), ("If-None-Match", packed.Headers.ETag!.ToString()));
        using var refused = await Get(host, script, ("Accept-Encoding", "gzip;q=0"));

        Assert.Equal(["gzip"], packed.Content.Headers.ContentEncoding);
        Assert.Equal(["Accept-Encoding"], packed.Headers.Vary);
        Assert.True(packed.Content.Headers.ContentLength < whole.Length / 2);
        Assert.Equal(whole, memory.ToArray());
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Empty(refused.Content.Headers.ContentEncoding);
        Assert.Equal(whole, await refused.Content.ReadAsByteArrayAsync());
        Assert.NotEqual(packed.Headers.ETag, refused.Headers.ETag);
    }

    [Fact]
    public async Task Page_AtTheRoot_IsHtml()
    {
        await using var host = await StudioHost.Start();

        using var answer = await host.Http.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
    }

    private static async Task<HttpResponseMessage> Get(StudioHost host, Uri path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await host.Http.SendAsync(request);
    }
}
