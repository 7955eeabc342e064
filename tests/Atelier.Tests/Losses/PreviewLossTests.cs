using Atelier.Losses;
using Atelier.Losses.Pixels;
using Atelier.Networks.Runtime;
using Atelier.Tests.Networks;
using static TorchSharp.torch;

namespace Atelier.Tests.Losses;

/// <summary>What holds a large picture to its preview.</summary>
public class PreviewLossTests
{
    private static readonly StylizeOptions Options = new() { PreviewWeight = 0.3 };

    public static TheoryData<LossNormalization, int, int, int, int> Cases => new()
    {
        { LossNormalization.Reference, 24, 18, 12, 9 },
        { LossNormalization.Reference, 23, 17, 9, 7 },
        { LossNormalization.Mean, 23, 17, 22, 16 },
        { LossNormalization.Gatys, 31, 9, 10, 3 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Add_Gradient_EqualsFiniteDifferences(LossNormalization normalization, int width, int height, int w, int h)
    {
        using var scope = NewDisposeScope();
        var preview = RandomImage.Create(w, h, seed: 1);
        var image = RandomImage.Create(width, height, seed: 2);
        foreach (var pixels in new[] { null, WeightedStatisticsTests.Places(width, height, seed: 3) })
        {
            using var loss = new PreviewLoss(preview, new WeightedImage(image, pixels), Options with { Normalization = normalization });
            var gradient = zeros_like(image);
            loss.AddGradient(image, gradient);

            FiniteDifferences.AssertGradient(image, x => loss.AddGradient(x, zeros_like(x)), gradient, step: 1e-2);
        }
    }

    [Fact]
    public void Add_APictureThatIsItsPreview_CostsNothingWhateverItsDetail()
    {
        using var scope = NewDisposeScope();
        var preview = RandomImage.Create(11, 8, seed: 1);
        var detail = RandomImage.Create(22, 16, seed: 2);
        using var reduction = new AreaReduction((16, 22), (8, 11), CPU);
        var image = preview.repeat_interleave(2, dim: 2).repeat_interleave(2, dim: 3).Add(detail) - reduction.Of(detail).repeat_interleave(2, dim: 2).repeat_interleave(2, dim: 3);
        using var loss = new PreviewLoss(preview, new WeightedImage(image), Options);
        var gradient = zeros_like(image);

        Assert.InRange(loss.AddGradient(image, gradient), 0, 1e-8);
        Assert.InRange(gradient.abs().max().item<float>(), 0, 1e-6);
    }

    [Fact]
    public void Add_ATenthOffEverywhere_CostsTheWeightOfContentAndStyleTimesItsOwn()
    {
        using var scope = NewDisposeScope();
        var preview = RandomImage.Create(11, 8, seed: 1);
        var image = preview.repeat_interleave(5, dim: 2).repeat_interleave(5, dim: 3).Add(0.1);
        using var loss = new PreviewLoss(preview, new WeightedImage(image), Options with { ContentWeight = 2, StyleWeight = 30 });

        Assert.Equal(0.3 * 32, loss.AddGradient(image, zeros_like(image)), 1e-3);
    }

    [Fact]
    public void Add_HiddenPart_IsThatOfTheRestAlone()
    {
        using var scope = NewDisposeScope();
        var (preview, image) = (RandomImage.Create(10, 7, seed: 1), RandomImage.Create(20, 14, seed: 2));
        var opacity = zeros(1, 1, 14, 20);
        opacity.narrow(3, 0, 8).FillInPlace(1);
        using var whole = new PreviewLoss(preview, new WeightedImage(image, opacity), Options);
        using var part = new PreviewLoss(preview.narrow(3, 0, 4), new WeightedImage(image.narrow(3, 0, 8)), Options);
        var (gradient, expected) = (zeros_like(image), zeros(1, 3, 14, 8));

        var ofWhole = whole.AddGradient(image, gradient);

        Assert.Equal(part.AddGradient(image.narrow(3, 0, 8), expected), ofWhole, 1e-4 * ofWhole);
        Assert.Equal(0, gradient.narrow(3, 8, 12).abs().max().item<float>());
        Assert.InRange(((gradient.narrow(3, 0, 8) - expected).norm() / expected.norm()).item<float>(), 0, 1e-4);
    }
}
