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
}
