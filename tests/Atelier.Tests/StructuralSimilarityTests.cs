using Atelier.Imaging;

namespace Atelier.Tests;

public class StructuralSimilarityTests
{
    [Fact]
    public void Of_APictureWithItself_IsOne() => Assert.Equal(1, StructuralSimilarity.Of(FormulaPictures.Style, FormulaPictures.Style), 1e-9);

    [Fact]
    public void Of_FlatGreys_IsTheLuminanceTerm()
    {
        // (2·0.25·0.75 + C₁) / (0.25² + 0.75² + C₁), worked out by hand
        Assert.Equal(0.600064, StructuralSimilarity.Of(Flat(0.25f), Flat(0.75f)), 1e-6);

        static Picture Flat(float value) => FormulaPictures.Create(20, 16, (_, _) => (value, value, value));
    }

    [Fact]
    public void Of_ANegative_IsBelowZero() =>
        Assert.InRange(
            StructuralSimilarity.Of(
                FormulaPictures.Style,
                new Picture(FormulaPictures.Style.Width, FormulaPictures.Style.Height, [.. FormulaPictures.Style.Pixels.Select(v => 1 - v)])),
            -1,
            -0.5);
}
