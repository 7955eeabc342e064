using Atelier.Samples;
using Atelier.Tests.Networks;
using static TorchSharp.torch;

namespace Atelier.Tests.Losses;

/// <summary>A loss of the user's own.</summary>
public class PictureLossTests
{
    [Fact]
    public void Objective_WithALossOfOnesOwn_GradientEqualsFiniteDifferences()
    {
        using var scope = NewDisposeScope();
        using var network = TinyNetwork.Create(pooling: Atelier.Networks.PoolingKind.Avg);
        var options = SmallRun.Options with { TvWeight = 0, RangeWeight = 0, Losses = [new PureColorLoss(weight: 300)] };
        using var objective = Objectives.For(network, RandomImage.Create(20, 16, seed: 1), RandomImage.Create(12, 18, seed: 2), options);
        var image = RandomImage.Create(20, 16, seed: 3);
        var (values, gradient) = objective.Evaluate(image);

        Assert.Equal(300 * (image - (image * image)).mean().item<float>(), values["pure-colour"], 1e-3);
        FiniteDifferences.AssertGradient(image, x => objective.Evaluate(x).Values.Total, gradient, step: 1e-3, tolerance: 0.02);
    }

    [Fact]
    public void Run_WithALossOfOnesOwn_LowersAndReportsIt()
    {
        double[] share = [.. new[] { 0.0, 3000 }.Select(weight =>
        {
            var options = SmallRun.Options with { Losses = [new PureColorLoss(weight)] };
            using var network = TinyNetwork.Load(options);
            var result = Stylizer.Run(network, new StylizePictures(FormulaPictures.Content, FormulaPictures.Style), options);
            Assert.Contains("pure-colour", result.Losses.Terms.Keys);
            return result.Picture.Pixels.Average(v => Math.Abs(v - (v * v)));
        })];

        Assert.True(share[1] < 0.8 * share[0], $"{share[0]} {share[1]}");
    }

    [Fact]
    public void Validate_NameOfAnotherTerm_IsRefused()
    {
        var options = new StylizeOptions { Losses = [new Named("tv")] };

        Assert.Contains("two terms are called tv", Assert.Throws<OptionsException>(options.Validate).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Named(" "));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PureColorLoss(double.NaN));
    }

    private sealed class Named(string name) : PictureLoss(name, 1)
    {
        public override Tensor Evaluate(Tensor picture) => picture.mean();
    }
}
