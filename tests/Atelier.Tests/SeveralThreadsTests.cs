using Atelier.Imaging;
using Atelier.Losses;
using Atelier.Networks;
using Atelier.Optimization;
using Atelier.Tests.Networks;

namespace Atelier.Tests;

/// <summary>Whole runs large enough that the engine shares their work among its threads.</summary>
[Collection<RunsOnSeveralThreads>]
public class SeveralThreadsTests
{
    [Theory]
    [InlineData(Precision.Float32, OptimizerKind.Lbfgs, StyleLossKind.Gram)]
    [InlineData(Precision.Float32, OptimizerKind.Adam, StyleLossKind.Wasserstein)]
    [InlineData(Precision.BFloat16, OptimizerKind.Lbfgs, StyleLossKind.Gram)]
    public void Run_OnSeveralThreads_IsRepeatable(Precision precision, OptimizerKind optimizer, StyleLossKind loss)
    {
        using var threads = new SeveralThreads();
        var options = SmallRun.Options with { Size = 320, Precision = precision, Optimizer = optimizer, StyleLoss = loss };
        var pictures = new StylizePictures(PictureResizer.Resize(FormulaPictures.Content, 320, 240), PictureResizer.Resize(FormulaPictures.Style, 240, 320));
        using var network = TinyNetwork.Load(options);

        var (first, second) = (Stylizer.Run(network, pictures, options), Stylizer.Run(network, pictures, options));

        Assert.Equal(first.Picture.Pixels, second.Picture.Pixels);
    }
}
