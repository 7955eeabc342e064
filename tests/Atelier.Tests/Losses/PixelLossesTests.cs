using Atelier.Losses;
using Atelier.Losses.Pixels;
using Atelier.Networks.Runtime;
using Atelier.Networks.Tiling;
using Atelier.Tests.Networks;
using static TorchSharp.torch;

namespace Atelier.Tests.Losses;

/// <summary>Total variation and range of pictures with alpha.</summary>
public class PixelLossesTests
{
    private const int Width = 20;
    private const int Height = 14;
    private const int Seen = 8;

    public static TheoryData<LossNormalization, TotalVariationNorm> Kinds => new(
        from normalization in Enum.GetValues<LossNormalization>()
        from norm in Enum.GetValues<TotalVariationNorm>()
        select (normalization, norm));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Add_HiddenPart_IsThatOfTheRestAlone(LossNormalization normalization, TotalVariationNorm norm)
    {
        using var scope = NewDisposeScope();
        var options = new StylizeOptions { Normalization = normalization, TvNorm = norm, TvWeight = 0.3, RangeWeight = 0.7 };
        var (photograph, image) = (RandomImage.Create(Width, Height, seed: 1), RandomImage.Create(Width, Height, seed: 2).Multiply(2).Subtract(0.5));
        var opacity = zeros(1, 1, Height, Width);
        opacity.narrow(3, 0, Seen).FillInPlace(1);

        var (gradient, expected) = (zeros_like(image), zeros(1, 3, Height, Seen));
        var (variation, range) = Add(new WeightedImage(photograph, opacity), options, image, gradient);
        var ofPart = Add(new WeightedImage(photograph.narrow(3, 0, Seen)), options, image.narrow(3, 0, Seen), expected);

        Assert.Equal(ofPart.Variation, variation, 1e-4 * variation);
        Assert.Equal(ofPart.Range, range, 1e-4 * range);
        Assert.Equal(0, gradient.narrow(3, Seen, Width - Seen).abs().max().item<float>());
        Assert.InRange(((gradient.narrow(3, 0, Seen) - expected).norm() / expected.norm()).item<float>(), 0, 1e-4);
    }

    [Fact]
    public void Add_HalfTheOpacityEverywhere_IsThatOfAnOpaquePicture()
    {
        using var scope = NewDisposeScope();
        var options = new StylizeOptions { TvWeight = 0.3, RangeWeight = 0.7 };
        var (photograph, image) = (RandomImage.Create(Width, Height, seed: 1), RandomImage.Create(Width, Height, seed: 2).Multiply(2).Subtract(0.5));

        var (variation, range) = Add(new WeightedImage(photograph, empty(1, 1, Height, Width).FillInPlace(0.5)), options, image, zeros_like(image));
        var expected = Add(new WeightedImage(photograph), options, image, zeros_like(image));

        Assert.Equal(expected.Variation, variation, 1e-4 * variation);
        Assert.Equal(expected.Range, range, 1e-4 * range);
    }

    private static (double Variation, double Range) Add(WeightedImage content, StylizeOptions options, Tensor image, Tensor gradient)
    {
        using var network = TinyNetwork.Create();
        var inputs = new ObjectiveInputs(network, new ObjectivePictures(content, []), options, TileSettings.Whole);
        using var variation = TotalVariationLoss.Create(inputs)!;
        using var range = RangeLoss.Create(inputs)!;
        return (variation.AddGradient(image, gradient), range.AddGradient(image, gradient));
    }
}
