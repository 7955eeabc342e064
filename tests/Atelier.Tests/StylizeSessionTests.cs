using Atelier.Imaging;
using Atelier.Tests.Networks;
using TorchSharp;

namespace Atelier.Tests;

/// <summary>Several runs with one network.</summary>
public class StylizeSessionTests
{
    [Fact]
    public void Session_ManyContents_LooksAtEachStyleOnceASize()
    {
        var options = SmallRun.Options;
        Picture[] contents = [FormulaPictures.Content, PictureResizer.Resize(FormulaPictures.Content, 40, 40), PictureResizer.Resize(FormulaPictures.Content, 30, 64)];
        using var session = new StylizeSession(options, TinyNetwork.Load(options));
        Picture[] one = [.. contents.Select(c => session.Run(new StylizePictures(c, FormulaPictures.Style)).Picture)];

        Assert.Equal(2, session.Looks); // at two scales
        using var network = TinyNetwork.Load(options);
        Assert.All(
            contents.Zip(one),
            pair => Assert.Equal(Stylizer.Run(network, new StylizePictures(pair.First, FormulaPictures.Style), options).Picture.Pixels, pair.Second.Pixels));
    }

    [Fact]
    public void Session_Disposed_LeavesNoTensorBehind()
    {
        var before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;

        using (var session = new StylizeSession(SmallRun.Options, TinyNetwork.Load(SmallRun.Options)))
        {
            session.Run(new StylizePictures(FormulaPictures.Content, FormulaPictures.Style));
            session.Run(new StylizePictures(FormulaPictures.Style, FormulaPictures.Style));
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    [Theory]
    [InlineData(1, 6)] // each style anew, at two scales
    [InlineData(2, 4)]
    [InlineData(0, 6)]
    public void Session_MoreStylesThanItKeeps_GivesUpTheLeastRecentlyUsed(int kept, int looks)
    {
        var before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        Picture[] styles = [FormulaPictures.Style, FormulaPictures.Content, FormulaPictures.Style];
        using (var session = new StylizeSession(SmallRun.Options, TinyNetwork.Load(SmallRun.Options)) { KeptStyles = kept })
        {
            Picture[] painted = [.. styles.Select(s => session.Run(new StylizePictures(FormulaPictures.Content, s)).Picture)];

            Assert.Equal(looks, session.Looks);
            Assert.Equal(painted[0].Pixels, painted[2].Pixels);
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Session_ManyStyles_KeepsNoMoreThanItsLimit()
    {
        using var session = new StylizeSession(SmallRun.Options, TinyNetwork.Load(SmallRun.Options));
        List<long> live = [];
        for (var i = 0; i < 2 * session.KeptStyles; i++)
        {
            session.Run(new StylizePictures(FormulaPictures.Content, PictureResizer.Resize(FormulaPictures.Style, 40, 40)));
            live.Add(DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
        }

        Assert.Equal(8, session.KeptStyles);
        Assert.Equal(live[session.KeptStyles - 1], live[^1]);
    }

    [Fact]
    public void KeptStyles_Negative_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(
        () => new StylizeSession(SmallRun.Options, network: null) { KeptStyles = -1 });

    [Fact]
    public void Run_Disposed_IsRefusedAtOnce()
    {
        var session = new StylizeSession(SmallRun.Options, TinyNetwork.Load(SmallRun.Options));
        session.Dispose();
        session.Dispose();

        Assert.Throws<ObjectDisposedException>(() => session.Run(new StylizePictures(FormulaPictures.Content, FormulaPictures.Style)));
    }

    [Fact]
    public void Run_Null_IsRefusedAtOnce()
    {
        using var session = new StylizeSession(SmallRun.Options, network: null);

        Assert.Throws<ArgumentNullException>(() => session.Run(null!));
    }
}
