using Atelier.Imaging;
using Atelier.Networks;
using Atelier.Tests.Networks;
using TorchSharp;

namespace Atelier.Tests;

/// <summary>Several runs with one stylizer, one after the other and at once.</summary>
public class SharedStylizerTests
{
    private static StylizeRequest Request => new(FormulaPictures.Content, FormulaPictures.Style);

    [Fact]
    public void Run_ManyContents_LooksAtEachStyleOnceASize()
    {
        Picture[] contents = [FormulaPictures.Content, PictureResizer.Resize(FormulaPictures.Content, 40, 40), PictureResizer.Resize(FormulaPictures.Content, 30, 64)];
        using var stylizer = Make();
        Picture[] painted = [.. contents.Select(c => stylizer.Run(new StylizeRequest(c, FormulaPictures.Style)).Picture)];

        Assert.Equal(2, stylizer.Looks); // at two scales
        using var network = TinyNetwork.Load(SmallRun.Options);
        Assert.All(
            contents.Zip(painted),
            pair => Assert.Equal(Stylizer.Run(network, new StylizePictures(pair.First, FormulaPictures.Style), SmallRun.Options).Picture.Pixels, pair.Second.Pixels));
    }

    [Fact]
    public void Run_OtherStyleLayers_LooksAtTheStyleAgain()
    {
        var other = SmallRun.Options with { StyleLayers = LayerWeights.Parse("relu1_1") };
        using var stylizer = Make();
        stylizer.Run(Request);
        var painted = stylizer.Run(Request with { Options = other }).Picture;

        Assert.Equal(4, stylizer.Looks);
        using var network = TinyNetwork.Load(other);
        Assert.Equal(Stylizer.Run(network, Request.Pictures, other).Picture.Pixels, painted.Pixels);
    }

    [Theory]
    [InlineData(1, 6)] // each style anew, at two scales
    [InlineData(2, 4)]
    [InlineData(0, 6)]
    public void Run_MoreStylesThanAreCached_GivesUpTheLeastRecentlyUsed(int cached, int looks)
    {
        var before = LiveTensors;
        Picture[] styles = [FormulaPictures.Style, FormulaPictures.Content, FormulaPictures.Style];
        using (var stylizer = Make(new StylizerSettings { CachedStyles = cached }))
        {
            Picture[] painted = [.. styles.Select(s => stylizer.Run(new StylizeRequest(FormulaPictures.Content, s)).Picture)];

            Assert.Equal(looks, stylizer.Looks);
            Assert.Equal(painted[0].Pixels, painted[2].Pixels);
        }

        Assert.Equal(before, LiveTensors);
    }

    [Fact]
    public void Run_ManyStyles_KeepsNoMoreThanItsLimit()
    {
        using var stylizer = Make();
        List<long> live = [];
        for (var i = 0; i < 16; i++)
        {
            stylizer.Run(new StylizeRequest(FormulaPictures.Content, PictureResizer.Resize(FormulaPictures.Style, 40, 40)));
            live.Add(LiveTensors);
        }

        Assert.Equal(live[7], live[^1]);
    }

    [Fact]
    public void Run_AnotherNetwork_FreesTheFirst()
    {
        var before = LiveTensors;
        using (var stylizer = Make())
        {
            stylizer.Run(Request);
            var live = LiveTensors;
            stylizer.Run(Request with { Options = SmallRun.Options with { Pooling = PoolingKind.Avg } });

            Assert.Equal(live, LiveTensors);
        }

        Assert.Equal(before, LiveTensors);
    }

    [Fact]
    public void Settings_OutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Make(new StylizerSettings { CachedStyles = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Make(new StylizerSettings { MaxConcurrentRuns = 0 }));
    }

    [Fact]
    public async Task Disposed_EveryCall_IsRefusedAtOnce()
    {
        var stylizer = Make();
        stylizer.Dispose();
        stylizer.Dispose();

        Assert.Throws<ObjectDisposedException>(() => stylizer.Run(Request));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => stylizer.RunAsync(Request));
        Assert.Throws<ObjectDisposedException>(() => stylizer.Estimate(Request));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => stylizer.EstimateAsync(Request));
    }

    [Fact]
    public async Task Disposed_WhileRunning_EndsThatRunAndRefusesTheOneThatWaits()
    {
        var stylizer = Make();
        Task<StylizeResult>? waiting = null;

        var running = await stylizer.RunAsync(
            Request,
            new Listener(_ =>
            {
                waiting ??= stylizer.RunAsync(Request);
                stylizer.Dispose();
            }));

        Assert.Equal(StopReason.Finished, running.Stopped);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting!);
    }

    [Fact]
    public void Run_Null_IsRefusedAtOnce()
    {
        using var stylizer = Make();

        Assert.Throws<ArgumentNullException>(() => stylizer.Run(null!));
        Assert.Throws<ArgumentNullException>(() => new StylizeRequest((StylizePictures)null!));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task RunAsync_SeveralCallers_RunAsManyAtOnceAsAreAllowedWithTheSameBytes(int most)
    {
        using var stylizer = Make(new StylizerSettings { MaxConcurrentRuns = most });
        var (running, highest) = (0, 0);
        var runs = Enumerable.Range(0, 6).Select(_ => stylizer.RunAsync(
            Request,
            new Listener(p =>
            {
                if (p.StepsDone == 1)
                {
                    var now = Interlocked.Increment(ref running);
                    lock (stylizer)
                    {
                        highest = Math.Max(highest, now);
                    }
                }
                else if (p.StepsDone == 12)
                {
                    Interlocked.Decrement(ref running);
                }
            })));

        var results = await Task.WhenAll(runs);

        Assert.InRange(highest, 1, most);
        Assert.Equal(2, stylizer.Looks);
        Assert.All(results, r => Assert.Equal(results[0].Picture.Pixels, r.Picture.Pixels));
    }

    [Fact]
    public async Task RunAsync_Always_RunsOnAThreadOfItsOwn()
    {
        using var stylizer = Make();
        var (caller, thread, isPool) = (Environment.CurrentManagedThreadId, 0, true);

        var result = await stylizer.RunAsync(
            Request,
            new Listener(_ => (thread, isPool) = (Environment.CurrentManagedThreadId, Thread.CurrentThread.IsThreadPoolThread)));

        Assert.False(isPool);
        Assert.NotEqual(caller, thread);
        Assert.Equal(12, result.Steps);
    }

    [Fact]
    public async Task Cancelled_BeforeTheFirstStep_DoesNoWork()
    {
        using var stylizer = new Stylizer(new StylizerSettings(), _ => throw new InvalidOperationException("The network is loaded."));
        var cancelled = new CancellationToken(canceled: true);

        Assert.IsNotType<StylizeCanceledException>(Assert.ThrowsAny<OperationCanceledException>(() => stylizer.Run(Request, cancellationToken: cancelled)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stylizer.RunAsync(Request, cancellationToken: cancelled));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancelled_DuringTheRun_ThrowsWithTheBestPictureAndLeavesNoTensor(bool isAsync)
    {
        using var stylizer = Make();
        stylizer.Run(Request);
        var before = LiveTensors;
        using var cancellation = new CancellationTokenSource();
        var listener = new Listener(p => { if (p.StepsDone == 8) { cancellation.Cancel(); } });

        var error = isAsync
            ? await Assert.ThrowsAsync<StylizeCanceledException>(() => stylizer.RunAsync(Request, listener, cancellation.Token))
            : Assert.Throws<StylizeCanceledException>(() => stylizer.Run(Request, listener, cancellation.Token));

        Assert.Equal(cancellation.Token, error.CancellationToken);
        Assert.Equal((StopReason.Cancelled, 8, 48), (error.Result.Stopped, error.Result.Steps, error.Result.Picture.Width));
        if (!isAsync)
        {
            Assert.Equal(before, LiveTensors);
        }
    }

    [Fact]
    public void StopEarly_DuringTheRun_GivesTheBestPicture()
    {
        using var stylizer = Make();
        using var stop = new CancellationTokenSource();

        var result = stylizer.Run(Request with { StopEarly = stop.Token }, new Listener(p => { if (p.StepsDone == 8) { stop.Cancel(); } }));

        Assert.Equal((StopReason.Cancelled, 8), (result.Stopped, result.Steps));
    }

    [Fact]
    public async Task Progress_OfTheFramework_ReceivesReportsWhosePicturesStay()
    {
        using var stylizer = Make();
        var reports = new System.Collections.Concurrent.ConcurrentQueue<StylizeProgress>();
        var all = new TaskCompletionSource();
        var progress = new Progress<StylizeProgress>(p =>
        {
            reports.Enqueue(p);
            if (reports.Count == 12)
            {
                all.TrySetResult();
            }
        });

        await stylizer.RunAsync(Request with { Options = SmallRun.Options with { PictureEvery = 1 } }, progress);
        await all.Task;

        Assert.Equal(Enumerable.Range(1, 12), reports.Select(r => r.StepsDone).Order());
        Assert.All(reports, r => Assert.All(r.Picture!.Pixels, v => Assert.True(float.IsFinite(v))));
    }

    [Fact]
    public async Task EstimateAsync_Always_SaysWhatEachScaleTakes()
    {
        using var stylizer = Make();

        var estimate = await stylizer.EstimateAsync(Request);

        Assert.Equal(2, estimate.Scales.Count);
        Assert.NotNull(estimate.Time);
    }

    private static long LiveTensors => DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;

    private static Stylizer Make(StylizerSettings? settings = null)
    {
        settings ??= new StylizerSettings();
        settings.Options = SmallRun.Options;
        return new Stylizer(settings, TinyNetwork.Load);
    }
}
