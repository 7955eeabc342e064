using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Atelier.Studio.Load;

namespace Atelier.Studio.Tests.Api;

public sealed class PicturesTests
{
    [Fact]
    public async Task Upload_OfAPicture_IsKnownByItsChecksum()
    {
        await using var host = await StudioHost.Start();
        var png = TinyPng.Of(40, 30, seed: 5);

        var picture = await host.Client.UploadAsync(new MemoryStream(png));
        var again = await host.Client.UploadAsync(new MemoryStream(png));

        Assert.Equal(new PictureInfo(Convert.ToHexStringLower(SHA256.HashData(png)), 40, 30, "png", false, png.Length), picture);
        Assert.Equal(picture, again);
        Assert.Equal(png, await host.Client.GetPictureAsync(picture.Id));
        Assert.Equal(0xFF, (await host.Client.GetPictureAsync(picture.Id, size: 100))[0]); // JPEG begins so
    }

    [Fact]
    public async Task ReducedPicture_AskedForAgain_IsTheSameAndNotSentTwice()
    {
        await using var host = await StudioHost.Start();
        var path = new Uri($"api/v1/pictures/{(await host.Upload(400, 300)).Id}?size=192", UriKind.Relative);

        using var first = await host.Http.GetAsync(path);
        using var second = await host.Http.GetAsync(path);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var third = await host.Http.SendAsync(request);

        Assert.Equal("image/jpeg", second.Content.Headers.ContentType?.MediaType);
        Assert.Equal(await first.Content.ReadAsByteArrayAsync(), await second.Content.ReadAsByteArrayAsync());
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
        Assert.Equal(HttpStatusCode.NotModified, third.StatusCode);
    }

    [Fact]
    public async Task Upload_TheSecondTime_IsNotCreated()
    {
        await using var host = await StudioHost.Start();
        var png = TinyPng.Of(40, 30, seed: 5);

        using var first = await Post(host, png, "image/png");
        using var second = await Post(host, png, "application/octet-stream");

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
    }

    [Fact]
    public async Task Upload_OfWhatIsNoWholePicture_IsRefusedAndLeavesNothing()
    {
        await using var host = await StudioHost.Start(s => s with { Pixels = 10_000 });
        var before = Files(host);
        var png = TinyPng.Of(64, 64, seed: 1);
        byte[] spoilt = [.. png];
        spoilt[200] ^= 0x55;

        foreach (var body in new[] { [], "no picture"u8.ToArray(), png[..40], png[..(png.Length / 2)], spoilt, TinyPng.Of(101, 100, seed: 1), TinyPng.Of(16, 16, seed: 1, claimedWidth: int.MaxValue) })
        {
            using var answer = await Post(host, body, "image/png");
            await Refusal.IsProblem(HttpStatusCode.BadRequest, answer);
            Assert.DoesNotContain(host.Folder.Path, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(before, Files(host));
    }

    [Fact]
    public async Task Upload_LargerThanAllowed_IsRefused()
    {
        await using var host = await StudioHost.Start(s => s with { UploadBytes = 2000 });
        var before = Files(host);

        using var answer = await Post(host, TinyPng.Of(64, 64, seed: 1), "image/png");

        await Refusal.IsProblem(HttpStatusCode.RequestEntityTooLarge, answer);
        Assert.Equal(before, Files(host));
    }

    [Fact]
    public async Task Upload_OfAnotherType_IsRefused()
    {
        await using var host = await StudioHost.Start();

        using var answer = await Post(host, TinyPng.Of(20, 20, seed: 1), "text/html");

        await Refusal.IsProblem(HttpStatusCode.UnsupportedMediaType, answer);
    }

    [Fact]
    public async Task Upload_WhereTheFolderIsFull_IsRefused()
    {
        await using var host = await StudioHost.Start(s => s with { KeepBytes = 1 << 20 }); // the samples alone are more

        await Refusal.Of(HttpStatusCode.InsufficientStorage, () => host.Upload());
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("..%2F..%2Fstudio.db")]
    [InlineData("studio.db")]
    public async Task Picture_ThatIsNotThere_IsNotFound(string id)
    {
        await using var host = await StudioHost.Start();

        using var answer = await host.Http.GetAsync(new Uri($"api/v1/pictures/{id}", UriKind.Relative));

        await Refusal.IsProblem(HttpStatusCode.NotFound, answer);
    }

    private static async Task<HttpResponseMessage> Post(StudioHost host, byte[] body, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("api/v1/pictures", UriKind.Relative)) { Content = new ByteArrayContent(body) };
        request.Headers.Add("X-Atelier", "1");
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return await host.Http.SendAsync(request);
    }

    private static IReadOnlyList<string> Files(StudioHost host) =>
        [.. host.Folder.FilesIn("").Where(f => !Path.GetFileName(f).StartsWith("studio.db", StringComparison.Ordinal))];
}
