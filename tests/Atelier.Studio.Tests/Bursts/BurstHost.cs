using System.Net;
using System.Security.Cryptography;
using System.Text;
using Atelier.Studio.Bursts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Atelier.Studio.Tests.Bursts;

/// <summary>A server behind the studio's transport that does little, and says how it does it.</summary>
internal sealed class BurstHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private BurstHost(IPAddress address, int port, TimeSpan rest, Action<KestrelServerLimits>? limit)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(address, port);
            limit?.Invoke(kestrel.Limits);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IConnectionListenerFactory>(s => new BurstTransport(
            new BurstPace(() => IsPainting) { Rest = rest }, s.GetRequiredService<IMemoryPoolFactory<byte>>(), NullLogger<BurstTransport>.Instance));
        _app = builder.Build();
        _app.UseRouting();
        _app.UseAnswering();
        _app.MapGet("/say/{word}", (string word) => Text(word)).AtHand();
        _app.MapGet("/thread", () => Text(Thread.CurrentThread.Name)).AtHand();
        _app.MapGet("/address", (HttpContext context) => Text($"{context.Connection.RemoteIpAddress} {context.Connection.LocalPort}")).AtHand();
        _app.MapGet("/fault", string () => throw new InvalidOperationException()).AtHand();
        _app.MapGet("/bytes/{count}", (int count) => Results.Bytes(Bytes(count))).AtHand();
        _app.MapMethods("/wait", ["GET", "POST"], () =>
        {
            Waiting.Release();
            Held.Wait(TimeSpan.FromSeconds(20));
            return Text(Thread.CurrentThread.IsThreadPoolThread ? "elsewhere" : "here");
        });
        _app.MapPost("/chew", async (Stream body) =>
        {
            await body.CopyToAsync(Stream.Null);
            Waiting.Release();
            Held.Wait(TimeSpan.FromSeconds(20));
            return Text("chewed");
        });
        _app.MapGet("/endless", Endless).AtHand();
        _app.MapPost("/swallow", async (Stream body) => Text(Convert.ToHexString(await SHA256.HashDataAsync(body))));
    }

    /// <summary>Whether a job is said to be painted.</summary>
    public bool IsPainting { get; set; }

    /// <summary>Released for each request to <c>/wait</c> that has begun.</summary>
    public SemaphoreSlim Waiting { get; } = new(0);

    /// <summary>What requests to <c>/wait</c> wait for.</summary>
    public ManualResetEventSlim Held { get; } = new();

    /// <summary>Ends when a client of <c>/endless</c> has gone.</summary>
    public TaskCompletionSource Gone { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Uri Address => new(_app.Urls.Single() + "/");

    public static async Task<BurstHost> Start(
        TimeSpan rest = default, Action<KestrelServerLimits>? limit = null, IPAddress? address = null, int port = 0)
    {
        Assert.SkipUnless(Kernel.IsThere, "The transport is made for Linux.");
        var host = new BurstHost(address ?? IPAddress.Loopback, port, rest, limit);
        await host._app.StartAsync();
        return host;
    }

    /// <summary>Bytes of which each says where it is.</summary>
    public static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(i * 7 / 5))];

    public async Task<BurstClient> Connect() => await BurstClient.Connect(Address);

    public async Task Stop(TimeSpan patience)
    {
        using var end = new CancellationTokenSource(patience);
        await _app.StopAsync(end.Token);
    }

    public async ValueTask DisposeAsync()
    {
        Held.Set();
        await Stop(TimeSpan.FromSeconds(1));
        await _app.DisposeAsync();
    }

    // With its length, which a text of its own does not tell.
    private static IResult Text(string? text) => Results.Bytes(Encoding.ASCII.GetBytes(text ?? ""), "text/plain");

    private async Task Endless(HttpContext context)
    {
        try
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(new byte[10_000], context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // As it shall be.
        }
        finally
        {
            Gone.TrySetResult();
        }
    }
}
