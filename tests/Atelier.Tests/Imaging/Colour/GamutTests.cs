using System.Numerics;
using Atelier.Imaging.Colour;
using CsCheck;

namespace Atelier.Tests.Imaging.Colour;

public class GamutTests
{
    [Fact]
    public void DrawIn_AnyColour_IsInSrgbWithItsLightnessAndHue() =>
        ColorGens.AnyLab.Sample(lab =>
        {
            var result = Gamut.DrawIn(lab);
            var rgb = OkLab.ToLinear(result);

            Assert.All([rgb.X, rgb.Y, rgb.Z], v => Assert.InRange(v, (-0.0081f * lab.X * lab.X * lab.X) - 1e-6f, 1.0081f));
            Assert.Equal(lab.X, result.X);
            Assert.InRange(ColorGens.Chroma(result), 0, ColorGens.Chroma(lab) * 1.0001f);
            Assert.Equal(0, (lab.Y * result.Z) - (lab.Z * result.Y), 1e-5f); // parallel: of the same hue
            Assert.True((lab.Y * result.Y) + (lab.Z * result.Z) >= 0);
        });

    [Fact]
    public void DrawIn_ColoursOfSrgb_LosesAtMostFivePercentOfChroma() =>
        ColorGens.Srgb.Sample(rgb =>
        {
            var lab = ColorGens.Lab(rgb);
            Assert.InRange(ColorGens.Chroma(Gamut.DrawIn(lab)), (0.948f * ColorGens.Chroma(lab)) - 1e-3f, ColorGens.Chroma(lab) + 1e-6f);
        });

    [Fact]
    public void DrawIn_MutedColours_ChangesNothing() =>
        ColorGens.Srgb.Select(rgb => ColorGens.Lab(rgb) * new Vector3(1, 0.85f, 0.85f))
            .Where(lab => InSrgb(lab / new Vector3(1, Gamut.Knee, Gamut.Knee))) // far from the limit
            .Sample(lab => Assert.InRange(Vector3.Distance(lab, Gamut.DrawIn(lab)), 0, 2e-6f));

    [Fact]
    public void DrawIn_RisingChroma_RisesOnAndNeverJumps() =>
        Gen.Select(Gen.Float[0.05f, 0.95f], Gen.Double[0, 2 * Math.PI]).Sample((lightness, angle) =>
        {
            var last = 0f;
            for (var chroma = 0.001f; chroma < 0.5f; chroma += 0.001f)
            {
                var now = ColorGens.Chroma(Gamut.DrawIn(new Vector3(lightness, chroma * (float)Math.Cos(angle), chroma * (float)Math.Sin(angle))));
                Assert.InRange(now - last, -1e-5f, 0.00101f);
                last = now;
            }
        }, iter: 100);

    [Fact]
    public void FitLightness_WithinRange_ChangesNothing() =>
        ColorGens.AnyLab.Array[20].Sample(colours =>
        {
            var copy = colours.ToArray();
            copy = Array.ConvertAll(copy, Gamut.FitLightness(ColorGens.Weighted(colours)).Invoke);
            Assert.Equal(colours, copy);
        });

    [Fact]
    public void FitLightness_BeyondRange_FitsAndKeepsTheOrder() =>
        Gen.Float[-0.7f, 1.9f].Array[50].Sample(random =>
        {
            float[] values = [.. random, 0.5f];
            var colours = Array.ConvertAll(values, v => new Vector3(v, 0, 0));
            colours = Array.ConvertAll(colours, Gamut.FitLightness(ColorGens.Weighted(colours)).Invoke);

            Assert.All(colours, c => Assert.InRange(c.X, -1e-6f, 1 + 1e-6f));
            Assert.All(colours.Zip(values).Where(p => p.Second is > 0.2f and < 0.8f), p => Assert.Equal(p.Second, p.First.X));
            var order = Enumerable.Range(0, values.Length).OrderBy(i => values[i]).ToArray();
            Assert.All(order.Zip(order.Skip(1)), pair => Assert.True(colours[pair.First].X <= colours[pair.Second].X + 1e-6f));
        });

    private static bool InSrgb(Vector3 lab)
    {
        var rgb = OkLab.ToLinear(lab);
        return new[] { rgb.X, rgb.Y, rgb.Z }.All(v => v is >= 0 and <= 1);
    }
}
