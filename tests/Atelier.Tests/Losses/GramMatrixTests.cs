using Atelier.Losses.Features;
using Atelier.Networks;
using Atelier.Tests.Networks;
using CsCheck;
using static TorchSharp.torch;

namespace Atelier.Tests.Losses;

public class GramMatrixTests
{
    [Fact]
    public void Of_KnownFeatures_IsTheirProductDividedByAllElements()
    {
        using var scope = NewDisposeScope();
        var features = tensor(new float[] { 1, 2, 3, 4, 5, 6 }, [1, 2, 1, 3]); // two channels, three places

        var gram = GramMatrix.Of(features);

        Assert.Equal([14 / 6f, 32 / 6f, 32 / 6f, 77 / 6f], gram.data<float>().ToArray());
    }

    [Fact]
    public void Of_AnyOrderOfPlaces_IsTheSame() => // a Gram matrix forgets where things are
        Gen.Int[2, 12].Select(Gen.Int[2, 12]).Sample(
            (width, height) =>
            {
                using var scope = NewDisposeScope();
                var features = RandomImage.Create(width, height, seed: width * height);
                Assert.True(allclose(GramMatrix.Of(features), GramMatrix.Of(features.flip(2, 3)), rtol: 1e-4));
            },
            iter: 30,
            threads: 1);

    [Fact]
    public void Of_BFloat16_LosesLessThanItsOwnRounding()
    {
        using var scope = NewDisposeScope();
        var features = ChannelsLast.Of(RandomImage.Create(57, 43, seed: 1).to(ScalarType.BFloat16));

        var exact = GramMatrix.Of(features.to(ScalarType.Float32));
        var difference = ((GramMatrix.Of(features) - exact) / exact).abs().max().item<float>();

        Assert.InRange(difference, 0, 1 / 512f); // the products alone would be rounded by up to 1/256
    }
}
