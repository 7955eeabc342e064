using System.Numerics;
using Atelier.Imaging.Colour;
using CsCheck;

namespace Atelier.Tests.Imaging.Colour;

public class OkLabTests
{
    private const float FloatNoise = 5e-5f; // an eightieth of a level of 8 bits; near black the transfer function makes an error of 1e-6 13 times as large

    [Theory]
    [InlineData(1, 1, 1, 1, 0, 0)]
    [InlineData(0, 0, 0, 0, 0, 0)]
    [InlineData(1, 0, 0, 0.62796, 0.22486, 0.12585)]
    [InlineData(0, 1, 0, 0.86644, -0.23389, 0.17950)]
    [InlineData(0, 0, 1, 0.45201, -0.03246, -0.31153)]
    public void FromSrgb_KnownColours_HasTheirPublishedValues(float red, float green, float blue, float l, float a, float b)
    {
        var lab = OkLab.FromSrgb(red, green, blue);

        Assert.Equal(l, lab.X, 1e-4f);
        Assert.Equal(a, lab.Y, 1e-4f);
        Assert.Equal(b, lab.Z, 1e-4f);
    }

    [Fact]
    public void ToSrgb_OfAnyColour_IsTheColourAgain() =>
        ColorGens.Srgb.Sample(rgb => Assert.InRange(Vector3.Distance(rgb, OkLab.ToSrgb(ColorGens.Lab(rgb))), 0, FloatNoise));

    [Fact]
    public void ToSrgb_OfColoursOutsideSrgb_ComesBackAsWell() =>
        ColorGens.AnyLab.Sample(lab =>
        {
            var rgb = OkLab.ToSrgb(lab);
            var again = ColorGens.Lab(rgb);
            Assert.InRange(Vector3.Distance(rgb, OkLab.ToSrgb(again)), 0, FloatNoise * Math.Max(1, rgb.Length()));
            Assert.InRange(Vector3.Distance(lab, again), 0, 2e-2f); // a cone without light: the cube root of 1e-6, what sums of floats leave of it, is 1e-2
        });

    [Fact]
    public void FromSrgb_Grey_HasNoChromaAndRisesWithTheGrey() =>
        Gen.Select(Gen.Float[0, 1], Gen.Float[0, 1]).Sample((one, other) =>
        {
            var (a, b) = (OkLab.FromSrgb(one, one, one), OkLab.FromSrgb(other, other, other));
            Assert.InRange(ColorGens.Chroma(a), 0, 1e-6f);
            Assert.True(one == other || Math.Abs(one - other) < 1e-6 || one > other == a.X > b.X);
        });
}
