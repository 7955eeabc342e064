using Atelier.Imaging;
using Atelier.Imaging.Colour;

namespace Atelier.Tests.Imaging.Colour;

public class ColorPolicyTests
{
    [Fact]
    public void Style_Mode_LeavesEveryPictureAlone()
    {
        var coloring = new ColorPolicy(FormulaPictures.Content, ColorMode.Style, ColorMatch.Affine);
        Assert.Same(FormulaPictures.Content, coloring.Content);
        Assert.Same(FormulaPictures.Style, coloring.Style(FormulaPictures.Style));
        Assert.Same(FormulaPictures.Style, coloring.Finish(FormulaPictures.Style, FormulaPictures.Content));
    }

    [Fact]
    public void Luminance_Mode_ShowsTheNetworkGreysOfTheContentsMeanAndSpread()
    {
        var coloring = new ColorPolicy(FormulaPictures.Content, ColorMode.Luminance, ColorMatch.Affine);

        var (content, style) = (Moments(coloring.Content), Moments(coloring.Style(FormulaPictures.Style)));

        Assert.Equal(content.Mean[0], style.Mean[0], 0.005);
        Assert.Equal(Math.Sqrt(content.Covariance[0, 0]), Math.Sqrt(style.Covariance[0, 0]), 0.005);
        Assert.All([content, style], m => Assert.InRange(m.Covariance[1, 1] + m.Covariance[2, 2], 0, 1e-9));
    }

    [Fact]
    public void Match_Mode_GivesTheStyleTheContentsColours()
    {
        var coloring = new ColorPolicy(FormulaPictures.Content, ColorMode.Match, ColorMatch.Affine);

        var (content, style) = (Moments(FormulaPictures.Content), Moments(coloring.Style(FormulaPictures.Style)));

        Assert.Same(FormulaPictures.Content, coloring.Content);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(content.Mean[i], style.Mean[i], 0.01);
        }
    }

    [Fact]
    public void Finish_AtAnySize_TakesThePhotographsColours()
    {
        var coloring = new ColorPolicy(FormulaPictures.Content, ColorMode.Luminance, ColorMatch.Affine);
        foreach (var (width, height) in new[] { (32, 24), (64, 48), (16, 12) })
        {
            var content = PictureResizer.Resize(FormulaPictures.Content, width, height);
            var finished = coloring.Finish(Lightness.Grey(content), content);
            Assert.All(ColorGens.Of(finished).Zip(ColorGens.Of(content)), p => Assert.InRange((p.First - p.Second).Length(), 0, 1e-3f));
        }
    }

    private static ColorMoments Moments(Picture picture) => ColorGens.Moments(ColorGens.Of(picture));
}
