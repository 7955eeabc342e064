using Atelier.Losses;
using Atelier.Losses.Features;
using Atelier.Networks;
using Atelier.Networks.Runtime;
using Atelier.Tests.Networks;
using static TorchSharp.torch;

namespace Atelier.Tests.Losses;

/// <summary>Content losses in which places count differently.</summary>
public class WeightedContentTests
{
    [Fact]
    public void ContentLoss_WeightedPlaces_GradientEqualsFiniteDifferences()
    {
        using var scope = NewDisposeScope();
        var features = ChannelsLast.Of(RandomImage.Create(6, 5, seed: 3));
        var places = rand([1, 1, 5, 6]);
        using var loss = new ContentLoss("relu1_1", RandomImage.Create(6, 5, seed: 4), weight: 3, places);

        var (_, gradient) = loss.Evaluate(features);

        FiniteDifferences.AssertGradient(features, x => loss.Evaluate(x).Value, gradient, step: 1e-2);
    }

    [Fact]
    public void ContentLoss_HalfOfAPicture_IsThatOfTheHalfAlone()
    {
        using var scope = NewDisposeScope();
        var (features, target) = (RandomImage.Create(6, 5, seed: 3), RandomImage.Create(6, 5, seed: 4));
        var places = zeros(1, 1, 5, 6);
        places.narrow(3, 0, 3).FillInPlace(0.5);
        using var weighted = new ContentLoss("relu1_1", target, weight: 3, places);
        using var half = new ContentLoss("relu1_1", target.narrow(3, 0, 3), weight: 3);

        var (value, gradient) = weighted.Evaluate(features);

        Assert.Equal(half.Evaluate(features.narrow(3, 0, 3)).Value, value, 1e-5);
        Assert.Equal(0, gradient.narrow(3, 3, 3).abs().max().item<float>());
    }

    [Theory]
    [InlineData(LossNormalization.Reference)]
    [InlineData(LossNormalization.Gatys)]
    [InlineData(LossNormalization.Mean)]
    public void ContentScale_HalfOfAPicture_IsThatOfTheHalfAlone(LossNormalization normalization)
    {
        using var scope = NewDisposeScope();
        var target = RandomImage.Create(6, 5, seed: 4);
        var places = zeros(1, 1, 5, 6);
        places.narrow(3, 0, 3).FillInPlace(1);

        var expected = Scale(target.narrow(3, 0, 3), null);

        Assert.Equal(expected, Scale(target, places), 1e-4 * expected);

        double Scale(Tensor features, Tensor? weights)
        {
            var variance = new RunningVariance();
            variance.Add(features, weights);
            return LossNormalizer.Content(normalization, variance, 3);
        }
    }
}
