using System.Net;
using System.Net.Http.Headers;

namespace Atelier.Studio.Tests.Api;

public sealed class ResultsTests
{
    [Fact]
    public async Task Result_InAnotherFormat_IsEncodedOnce()
    {
        using var engine = new HandEngine();
        await using var host = await StudioHost.Start(engine: engine.Run);
        var job = await Painted(host, engine);

        var first = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.Client.GetResultAsync(job.Id, "tiff")));
        var file = Assert.Single(host.Folder.FilesIn("encoded"));
        await File.AppendAllTextAsync(file, "kept", TestContext.Current.CancellationToken); // what is encoded anew would not have it
        var again = await host.Client.GetResultAsync(job.Id, "tiff");

        Assert.All(first, bytes => Assert.Equal(first[0], bytes));
        Assert.Equal([.. first[0], .. "kept"u8], again);
    }

    [Theory]
    [InlineData("format=jpeg", "encoded")]
    [InlineData("size=96", "thumbnails")]
    public async Task Result_ThatTheClientHas_IsNotMade(string query, string folder)
    {
        using var engine = new HandEngine();
        await using var host = await StudioHost.Start(engine: engine.Run);
        var job = await Painted(host, engine);
        var address = new Uri($"{job.ResultUrl}?{query}", UriKind.Relative);
        EntityTagHeaderValue tag;
        using (var first = await host.Http.GetAsync(address))
        {
            tag = first.Headers.ETag!;
        }

        foreach (var file in host.Folder.FilesIn(folder))
        {
            File.Delete(file);
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.IfNoneMatch.Add(tag);
        using var unchanged = await host.Http.SendAsync(request);

        Assert.Equal((HttpStatusCode.NotModified, tag), (unchanged.StatusCode, unchanged.Headers.ETag));
        Assert.Empty(host.Folder.FilesIn(folder));
    }

    [Fact]
    public async Task Result_OfWhichAPartIsAskedFor_IsThatPart()
    {
        using var engine = new HandEngine();
        await using var host = await StudioHost.Start(engine: engine.Run);
        var job = await Painted(host, engine);
        var whole = await host.Client.GetResultAsync(job.Id, "webp");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{job.ResultUrl}?format=webp", UriKind.Relative));
        request.Headers.Range = new RangeHeaderValue(4, 9);

        using var part = await host.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(whole[4..10], await part.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Result_WhoseFileIsGone_IsNotFound()
    {
        using var engine = new HandEngine();
        await using var host = await StudioHost.Start(engine: engine.Run);
        var job = await Painted(host, engine);
        foreach (var file in host.Folder.FilesIn("files"))
        {
            File.Delete(file);
        }

        foreach (var query in new[] { "", "?format=jpeg", "?size=96" })
        {
            using var answer = await host.Http.GetAsync(new Uri(job.ResultUrl + query, UriKind.Relative));
            await Refusal.IsProblem(HttpStatusCode.NotFound, answer);
        }

        using var recipe = await host.Http.GetAsync(new Uri(job.RecipeUrl!, UriKind.Relative));
        await Refusal.IsProblem(HttpStatusCode.NotFound, recipe);
    }

    private static async Task<Job> Painted(StudioHost host, HandEngine engine)
    {
        var id = (await host.Client.CreateAsync(await host.SmallJob(steps: 1))).Id;
        engine.Step();
        return await host.Client.WaitAsync(id);
    }
}
