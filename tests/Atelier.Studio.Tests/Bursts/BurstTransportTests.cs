using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Atelier.Studio.Tests.Bursts;

public sealed class BurstTransportTests
{
    // Who has answered first on a new connection, or elsewhere, looks there once more.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Request_OnAConnectionThatIsOpen_IsAnsweredOnTheAnsweringThread()
    {
        await using var host = await BurstHost.Start();
        using var client = await host.Connect();
        await client.Ask("say/first");
        await Task.Delay(Moment);

        Assert.Equal("answering", await client.Ask("thread"));
    }

    [Fact]
    public async Task Requests_SentAllAtOnce_AreAnsweredInTheirOrder()
    {
        await using var host = await BurstHost.Start();
        using var client = await host.Connect();

        await client.Send(Enumerable.Range(0, 300).SelectMany(i => client.Get($"say/{i}")).ToArray());

        for (var i = 0; i < 300; i++)
        {
            Assert.Equal($"{i}", Encoding.ASCII.GetString(await client.Answer()));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Request_InSingleBytes_IsAnswered(bool isPainting)
    {
        await using var host = await BurstHost.Start(TimeSpan.FromMilliseconds(5));
        host.IsPainting = isPainting;
        using var client = await host.Connect();

        foreach (var one in client.Get("say/slowly"))
        {
            await client.Send(new[] { one });
            await Task.Delay(1);
        }

        Assert.Equal("slowly", Encoding.ASCII.GetString(await client.Answer()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Upload_OfMegabytes_ArrivesWholeAndDoesNotGather(bool isPainting)
    {
        await using var host = await BurstHost.Start(TimeSpan.FromSeconds(0.2), l => l.MaxRequestBodySize = 1 << 26);
        host.IsPainting = isPainting;
        using var client = await host.Connect();
        var bytes = BurstHost.Bytes(20_000_000);
        var began = Stopwatch.GetTimestamp();

        await client.Send(Post(client, bytes.Length), bytes);

        Assert.Equal(Convert.ToHexString(SHA256.HashData(bytes)), Encoding.ASCII.GetString(await client.Answer()));
        Assert.True(Stopwatch.GetElapsedTime(began) < Long); // in gathered portions it would be a minute
        Assert.Equal("after", await client.Ask("say/after"));
    }

    [Fact]
    public async Task Download_ToASlowReader_ArrivesWholeWhileOthersAreAnswered()
    {
        await using var host = await BurstHost.Start();
        using var slow = await host.Connect();
        slow.Socket.ReceiveBufferSize = 100_000;
        using var other = await host.Connect();

        await slow.Send(slow.Get("bytes/12000000"));
        var download = slow.Answer(50_000, TimeSpan.FromMilliseconds(1));
        while (!download.IsCompleted)
        {
            Assert.Equal("meanwhile", await other.Ask("say/meanwhile"));
            await Task.Delay(20);
        }

        Assert.Equal(BurstHost.Bytes(12_000_000), await download);
        Assert.Equal("after", await slow.Ask("say/after"));
    }

    [Theory]
    [InlineData("GET /say/x HTTP/1.1\r\nHos")]
    [InlineData("POST /swallow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\nbegun")]
    [InlineData("GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [InlineData("")]
    public async Task Client_ThatBreaksOff_HarmsNobody(string sent)
    {
        await using var host = await BurstHost.Start();
        using var other = await host.Connect();

        for (var i = 0; i < 20; i++)
        {
            using var client = await host.Connect();
            await client.Send(Encoding.ASCII.GetBytes(sent));
            await Task.Delay(i);
            client.BreakOff();
            Assert.Equal("still", await other.Ask("say/still"));
        }
    }

    [Fact]
    public async Task Client_ThatNeverReads_HoldsUpNobodyAndIsNoticedWhenItGoes()
    {
        await using var host = await BurstHost.Start();
        using var deaf = await host.Connect();
        using var other = await host.Connect();

        await deaf.Send(deaf.Get("endless"));
        await Task.Delay(300);
        Assert.Equal("meanwhile", await other.Ask("say/meanwhile"));
        deaf.BreakOff();

        await host.Gone.Task.WaitAsync(Long);
        Assert.Equal("after", await other.Ask("say/after"));
    }

    [Fact]
    public async Task Client_ThatSendsWhatNobodyReads_IsHeldBack()
    {
        await using var host = await BurstHost.Start(limit: l => l.MaxRequestBodySize = null);
        using var client = await host.Connect();
        using var other = await host.Connect();
        await client.Send(Post(client, int.MaxValue, "wait"));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));

        await Assert.ThrowsAsync<OperationCanceledException>(async () =>
        {
            for (var sent = 0L; sent < 100_000_000;)
            {
                sent += await client.Socket.SendAsync(new byte[100_000], patience.Token);
            }
        });

        Assert.Equal("meanwhile", await other.Ask("say/meanwhile"));
    }

    [Fact]
    public async Task Connections_ManyAtOnce_AreAllAnswered()
    {
        await using var host = await BurstHost.Start(TimeSpan.FromMilliseconds(10));
        host.IsPainting = true;

        var clients = await Task.WhenAll(Enumerable.Range(0, 400).Select(_ => host.Connect()));
        for (var round = 0; round < 3; round++)
        {
            var words = await Task.WhenAll(clients.Select((c, i) => c.Ask($"say/{round}-{i}")));
            Assert.Equal(Enumerable.Range(0, 400).Select(i => $"{round}-{i}"), words);
        }

        foreach (var client in clients)
        {
            client.Dispose();
        }
    }

    [Fact]
    public async Task Client_ThatSendsNoMore_StillGetsItsAnswer()
    {
        await using var host = await BurstHost.Start();
        for (var i = 0; i < 20; i++)
        {
            using var client = await host.Connect();
            await client.Ask("say/first");
            await client.Send(client.Get("say/last"));
            client.Socket.Shutdown(SocketShutdown.Send);

            Assert.Equal("last", Encoding.ASCII.GetString(await client.Answer()));
            await client.Closed();
        }
    }

    [Fact]
    public async Task Connections_BeyondTheLimit_AreClosedUntilOthersGo()
    {
        await using var host = await BurstHost.Start(limit: l => l.MaxConcurrentConnections = 2);
        using var first = await host.Connect();
        var second = await host.Connect();
        await first.Ask("say/there");
        await second.Ask("say/there");

        using (var third = await host.Connect())
        {
            await third.Closed();
        }

        second.Dispose();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var fourth = await host.Connect();
                Assert.Equal("in", await fourth.Ask("say/in"));
                break;
            }
            catch (Exception error) when (attempt < 50 && error is IOException or SocketException)
            {
                await Task.Delay(50); // the second's end is noticed in a moment
            }
        }

        Assert.Equal("still", await first.Ask("say/still"));
    }

    [Fact]
    public async Task Client_ThatSaysNothing_IsClosedInTime()
    {
        await using var host = await BurstHost.Start(limit: l => l.KeepAliveTimeout = TimeSpan.FromSeconds(1));
        using var idle = await host.Connect();
        using var half = await host.Connect();
        await half.Ask("say/first");

        await Task.WhenAll(idle.Closed(), half.Closed());
    }

    [Fact]
    public async Task Stop_WhileConnectionsAreOpen_EndsAndLeavesNothing()
    {
        var host = await BurstHost.Start();
        var address = host.Address;
        var clients = new List<BurstClient>();
        foreach (var sent in new[] { "", "GET /say/x HTTP/1.1\r\nHos", "POST /swallow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\nbegun", "GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n" })
        {
            clients.Add(await host.Connect());
            await clients[^1].Ask("say/first");
            await clients[^1].Send(Encoding.ASCII.GetBytes(sent));
        }

        await Task.Delay(100);
        var began = Stopwatch.GetTimestamp();
        await host.Stop(TimeSpan.FromSeconds(1));
        await host.DisposeAsync();

        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(8));
        await Task.WhenAll(clients.Select(c => c.Closed()));
        await Assert.ThrowsAnyAsync<SocketException>(() => BurstClient.Connect(address));
        await using var next = await BurstHost.Start(port: address.Port);
        using var client = await next.Connect();
        Assert.Equal("again", await client.Ask("say/again"));
    }

    [Fact]
    public async Task Port_ThatIsTaken_IsSaidSo()
    {
        await using var host = await BurstHost.Start();

        var error = await Assert.ThrowsAsync<IOException>(() => BurstHost.Start(port: host.Address.Port));

        Assert.Contains("address already in use", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task Client_IsKnownByItsAddress(string address)
    {
        Assert.SkipUnless(address != "::1" || Socket.OSSupportsIPv6, "There is no IPv6 here.");
        await using var host = await BurstHost.Start(address: IPAddress.Parse(address));
        using var client = await host.Connect();

        Assert.Equal($"{address} {host.Address.Port}", await client.Ask("address"));
    }

    [Fact]
    public async Task Requests_WhileAJobIsPainted_AreAnsweredTogether()
    {
        await using var host = await BurstHost.Start(TimeSpan.FromSeconds(0.6));
        var clients = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => host.Connect()));
        await Task.WhenAll(clients.Select(c => c.Ask("say/first")));
        await Task.Delay(Moment);
        host.IsPainting = true;
        using var earlier = await host.Connect();
        var began = Stopwatch.GetTimestamp();
        Assert.Equal("now", await earlier.Ask("say/now"));
        Assert.True(Stopwatch.GetElapsedTime(began).TotalSeconds < 0.5); // the first does not wait
        var answers = new List<Task<(string Word, TimeSpan Time)>>();

        foreach (var client in clients)
        {
            answers.Add(Ask(client));
            await Task.Delay(20);
        }

        var all = await Task.WhenAll(answers);
        Assert.All(all, a => Assert.Equal("answering", a.Word));
        Assert.All(all, a => Assert.InRange(a.Time.TotalSeconds, 0.5, 5));
        Assert.True(all.Max(a => a.Time) - all.Min(a => a.Time) < TimeSpan.FromSeconds(0.4));

        async Task<(string Word, TimeSpan Time)> Ask(BurstClient client) => (await client.Ask("thread"), Stopwatch.GetElapsedTime(began));
    }

    [Fact]
    public async Task Request_WhileNothingIsPainted_IsAnsweredAtOnce()
    {
        await using var host = await BurstHost.Start(TimeSpan.FromMinutes(1));
        using var client = await host.Connect();

        Assert.Equal("now", await client.Ask("say/now").WaitAsync(Long));
    }

    [Fact]
    public async Task Request_ThatTakesLong_HoldsUpNoOther()
    {
        await using var host = await BurstHost.Start();
        using var heavy = await host.Connect();
        using var cheap = await host.Connect();
        await heavy.Ask("say/first");
        await heavy.Send(heavy.Get("wait"));
        Assert.True(await host.Waiting.WaitAsync(Long));

        Assert.Equal("meanwhile", await cheap.Ask("say/meanwhile"));
        host.Held.Set();

        Assert.Equal("elsewhere", Encoding.ASCII.GetString(await heavy.Answer()));
        await Task.Delay(Moment);
        Assert.Equal("answering", await heavy.Ask("thread"));
    }

    [Fact]
    public async Task Upload_WhoseEndTakesLong_HoldsUpNoOther()
    {
        await using var host = await BurstHost.Start();
        using var heavy = await host.Connect();
        using var cheap = await host.Connect();
        await heavy.Ask("say/first");
        await Task.Delay(Moment);
        await heavy.Send(Post(heavy, 200_000, "chew"), new byte[100_000]);
        await Task.Delay(Moment);
        await heavy.Send(new byte[100_000]); // what goes on with this is the end of the request
        Assert.True(await host.Waiting.WaitAsync(Long));

        Assert.Equal("meanwhile", await cheap.Ask("say/meanwhile"));
        host.Held.Set();

        Assert.Equal("chewed", Encoding.ASCII.GetString(await heavy.Answer()));
    }

    [Fact]
    public async Task Request_ThatFails_IsNotTheEndOfOthers()
    {
        await using var host = await BurstHost.Start();
        using var client = await host.Connect();
        await client.Ask("say/first");

        Assert.Equal("", await client.Ask("fault"));
        Assert.Equal("still", await client.Ask("say/still"));
    }

    private static byte[] Post(BurstClient client, int length, string path = "swallow") => Encoding.ASCII.GetBytes(
        Encoding.ASCII.GetString(client.Get(path)).Replace("GET ", "POST ", StringComparison.Ordinal).Replace("\r\n\r\n", $"\r\nContent-Length: {length}\r\n\r\n", StringComparison.Ordinal));
}
