using System.IO.Pipelines;
using Atelier.Networks.Catalogue;
using Atelier.Networks.Store;
using Atelier.Networks.Weights;
using Microsoft.Extensions.Time.Testing;

namespace Atelier.Tests.Networks.Store;

public class NetworkStorePullTests : StoreFixture
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pull_GoodServer_InstallsTheLeanNetworkWithItsOrigin()
    {
        using var server = new LoopbackServer(r => ServerResponse.File(Published, r));
        var stages = new List<TransferProgress>();

        var installed = await Store().PullAsync(Entry(server.Url("w?token=secret")), progress: new Listener(stages), cancellationToken: Cancellation);

        Assert.Equal(server.Url("w").ToString(), installed.Source);
        Assert.Equal(("tiny", "CC0", "nobody", InputConvention.Rgb01), (installed.Name, installed.Licence, installed.Citation, installed.Convention));
        Assert.Equal(Entry().Checksum.ToString(), installed.SourceChecksum);
        Assert.Equal([TransferStage.Downloading, TransferStage.Verifying, TransferStage.Converting], stages.Select(s => s.Stage).Distinct());
        Assert.All(stages, s => Assert.DoesNotContain("secret", s.Source, StringComparison.Ordinal));
        Assert.Equal(installed, Assert.Single(Store().Installed()));
        Assert.True(Assert.Single(Store().Verify()).Passed);
        Assert.Equal(["tiny.lock"], Directory.GetFiles(DownloadFolder).Select(Path.GetFileName));
        using var file = WeightsFile.Open(installed.Path);
        TinyWeights.AssertEqual(TinyWeights.Weights, Vgg19Weights.Load(file, TinyWeights.Layers));
        Assert.Equal(4, file.Tensors.Count);
    }

    [Fact]
    public async Task Pull_ConnectionBreaks_GoesOnWhereItBroke()
    {
        using var server = new LoopbackServer(r => r.Number < 3 ? ServerResponse.File(Published, r).BreakingAfter(500) : ServerResponse.File(Published, r));

        await Store().PullAsync(Entry(server.Url()), cancellationToken: Cancellation);

        Assert.Equal([(null, null), (500L, "\"v1\""), (1000L, "\"v1\"")], server.Requests.Select(r => (r.RangeStart, r.IfRange)));
    }

    [Fact]
    public async Task Pull_NextRun_GoesOnWhereTheLastOneBroke()
    {
        using var broken = new LoopbackServer(r => ServerResponse.File(Published, r).BreakingAfter(300));
        await AssertFails(Entry(broken.Url()), "cannot be reached or broke off");
        Assert.Equal(900, new FileInfo(PartPath).Length);

        using var server = new LoopbackServer(r => ServerResponse.File(Published, r));
        await Store().PullAsync(Entry(server.Url()), cancellationToken: Cancellation);

        // Another server's version says nothing about these bytes; the checksum of the whole decides.
        Assert.Equal((900L, null), server.Requests.Select(r => (r.RangeStart, r.IfRange)).Single());
    }

    [Fact]
    public async Task Pull_ServerWithoutRanges_StartsAgain()
    {
        using var server = new LoopbackServer(r => r.Number == 1 ? new ServerResponse(200, Published).BreakingAfter(500) : new ServerResponse(200, Published));
        await Store().PullAsync(Entry(server.Url()), cancellationToken: Cancellation);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Pull_FileChangedBetweenAttempts_StartsAgain()
    {
        using var server = new LoopbackServer(r => r.Number == 1
            ? ServerResponse.File(new byte[Published.Length], r, "\"old\"").BreakingAfter(500)
            : ServerResponse.File(Published, r, "\"new\""));
        await Store().PullAsync(Entry(server.Url()), cancellationToken: Cancellation);
    }

    [Fact]
    public async Task Pull_PartOfOtherBytes_GetsACleanTry()
    {
        Directory.CreateDirectory(DownloadFolder);
        await File.WriteAllBytesAsync(PartPath, new byte[700], Cancellation);
        using var server = new LoopbackServer(r => ServerResponse.File(Published, r));
        await Store().PullAsync(Entry(server.Url()), cancellationToken: Cancellation);
        Assert.Equal([700L, null], server.Requests.Select(r => r.RangeStart));
    }

    [Fact]
    public async Task Pull_Rubbish_DeletesItAndNamesBothChecksums()
    {
        using var server = new LoopbackServer(r => ServerResponse.File(new byte[Published.Length], r));
        var message = await AssertFails(Entry(server.Url()), $"but {Entry().Checksum} is expected");
        Assert.Matches("checksum sha256:[0-9a-f]{64},", message);
        Assert.False(File.Exists(PartPath));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Pull_MoreThanExpected_IsCutOff()
    {
        using var server = new LoopbackServer(r => new ServerResponse(200, [.. Published, .. new byte[1_000_000]]) { Announced = -1 });
        await AssertFails(Entry(server.Url()), $"sends more than the {Published.Length} bytes");
        Assert.False(File.Exists(PartPath));
    }

    [Fact]
    public async Task Pull_OtherLengthAnnounced_IsNotFetched()
    {
        using var server = new LoopbackServer(r => new ServerResponse(200, [1, 2, 3]));
        await AssertFails(Entry(server.Url()), $"announces a file of 3 bytes, but {Published.Length} are expected");
    }

    [Fact]
    public async Task Pull_FewerBytesAndNoLength_SaysHowFarItCame()
    {
        using var server = new LoopbackServer(r => new ServerResponse(200, Published[..100]) { Announced = -1 });
        await AssertFails(Entry(server.Url()), $"broke off after 100 of {Published.Length} bytes");
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task Pull_RangeOfAnotherPlace_IsNotTrusted()
    {
        using var server = new LoopbackServer(r => r.Number switch
        {
            1 => ServerResponse.File(Published, r).BreakingAfter(500),
            2 => new ServerResponse(206, Published[9..]) { Headers = $"Content-Range: bytes 9-{Published.Length - 1}/{Published.Length}\r\n" },
            _ => ServerResponse.File(Published, r),
        });
        await Store().PullAsync(Entry(server.Url()), cancellationToken: Cancellation);
    }

    [Fact]
    public async Task Pull_ServerErrorsThenSuccess_Retries()
    {
        using var server = new LoopbackServer(r => r.Number switch { 1 => new(500, []), 2 => new(429, []), _ => ServerResponse.File(Published, r) });
        await Store().PullAsync(Entry(server.Url()), cancellationToken: Cancellation);
    }

    [Fact]
    public async Task Pull_NotThere_GoesToTheNextPlaceAtOnce()
    {
        using var server = new LoopbackServer(r => r.Path == "/gone" ? new(404, []) : ServerResponse.File(Published, r));
        var installed = await Store().PullAsync(Entry(server.Url("gone"), server.Url("mirror")), cancellationToken: Cancellation);
        Assert.Equal(server.Url("mirror").ToString(), installed.Source);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Pull_NothingAnswers_NamesEveryPlaceAndTheWayOut()
    {
        using var server = new LoopbackServer(r => new(404, []));
        var closed = new LoopbackServer(r => new(404, []));
        var url = closed.Url();
        closed.Dispose();
        var message = await AssertFails(Entry(server.Url(), url), "answers 404");
        Assert.All([server.Url().ToString(), url.ToString(), "From"], text => Assert.Contains(text, message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    public async Task Pull_ServerThatStalls_IsGivenUp(int bytes)
    {
        var time = new FakeTimeProvider();
        using var server = new LoopbackServer(r =>
            ServerResponse.File(Published, r).BreakingAfter(bytes) with { Stalled = () => time.Advance(StallTimeout) });
        await AssertFails(Entry(server.Url()), "sent nothing for 120 s", time: time);
    }

    [Fact]
    public async Task Pull_Cancelled_KeepsWhatHasArrived()
    {
        using var cancellation = new CancellationTokenSource();
        using var http = new HttpClient(new StallingHandler(Published[..200], cancellation.Cancel));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Store(http: http).PullAsync(Entry(new Uri("http://localhost/weights")), cancellationToken: cancellation.Token));
        Assert.Equal(200, new FileInfo(PartPath).Length);
    }

    [Fact]
    public async Task Pull_SeveralAtOnce_FetchOnceAndAllSucceed()
    {
        using var server = new LoopbackServer(r => ServerResponse.File(Published, r));
        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Store().PullAsync(Entry(server.Url()), cancellationToken: Cancellation))));
        Assert.Single(all.Distinct());
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Pull_InstalledFileDamaged_FetchesAgain()
    {
        using var server = new LoopbackServer(r => ServerResponse.File(Published, r));
        var installed = await Store().PullAsync(Entry(server.Url()), cancellationToken: Cancellation);
        var bytes = await File.ReadAllBytesAsync(installed.Path, Cancellation);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(installed.Path, bytes, Cancellation);

        await Store().PullAsync(Entry(server.Url()), cancellationToken: Cancellation);

        Assert.Equal(2, server.Requests.Count);
        Assert.True(Assert.Single(Store().Verify("tiny")).Passed);
    }

    [Fact]
    public async Task Pull_FromFileOrMirror_IsVerifiedAllTheSame()
    {
        var wrong = Published.ToArray();
        wrong[^1] ^= 1;
        using var server = new LoopbackServer(r => ServerResponse.File(r.Path == "/wrong" ? wrong : Published, r));
        var entry = Entry(new Uri("http://127.0.0.1:9/never"));

        await AssertFails(entry, "checksum", Folder.Write("wrong.pth", wrong));
        await AssertFails(entry, $"{Published.Length} bytes", Folder.Write("short.pth", wrong.AsSpan(1)));
        await AssertFails(entry, "no such file", Folder.File("none.pth"));
        await AssertFails(entry, "http(s) URL", "ftp://127.0.0.1/x");
        await AssertFails(entry, "checksum", server.Url("wrong").ToString());
        var path = Folder.Write("right.pth", Published);
        Assert.Equal(path, (await Store().PullAsync(entry, path, cancellationToken: Cancellation)).Source);
        Assert.True(File.Exists(path));
    }

    private async Task<string> AssertFails(CatalogueEntry entry, string expected, string? from = null, TimeProvider? time = null)
    {
        var error = await Assert.ThrowsAsync<NetworkException>(() => Store(time: time).PullAsync(entry, from, cancellationToken: Cancellation));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Empty(Store().Installed());
        return error.Message;
    }

    // Answers with the beginning of the file, and tells when that has been read.
    private sealed class StallingHandler(byte[] beginning, Action read) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1));
            _ = WriteAsync(pipe.Writer);
            return Task.FromResult(new HttpResponseMessage { Content = new StreamContent(pipe.Reader.AsStream()) });
        }

        private async Task WriteAsync(PipeWriter body)
        {
            await body.WriteAsync(beginning); // ends when the other side has taken it
            read();
        }
    }

    private sealed class Listener(List<TransferProgress> reports) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value) => reports.Add(value);
    }
}
