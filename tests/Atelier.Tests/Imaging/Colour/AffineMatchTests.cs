using System.Numerics;
using Atelier.Imaging.Colour;
using CsCheck;

namespace Atelier.Tests.Imaging.Colour;

public class AffineMatchTests
{
    [Fact]
    public void Apply_ToAllColours_ReachesMeanAndCovariance() =>
        Gen.Select(ColorGens.Cloud, ColorGens.Cloud).Sample((from, to) =>
        {
            var wanted = ColorGens.Moments(to);
            var match = new AffineMatch(ColorGens.Moments(from), wanted);

            var reached = ColorGens.Moments(Array.ConvertAll(from, match.Apply));

            for (var i = 0; i < 3; i++)
            {
                Assert.Equal(wanted.Mean[i], reached.Mean[i], 1e-5);
                for (var j = 0; j < 3; j++)
                {
                    Assert.Equal(wanted.Covariance[i, j], reached.Covariance[i, j], 1e-5);
                }
            }
        });

    [Fact]
    public void Apply_ToTheSameMoments_ChangesNothing() =>
        ColorGens.Cloud.Sample(cloud =>
        {
            var moments = ColorGens.Moments(cloud);
            var match = new AffineMatch(moments, moments);
            Assert.All(cloud, c => Assert.InRange(Vector3.Distance(c, match.Apply(c)), 0, 1e-4f));
        });

    [Fact]
    public void Apply_AnyTwoColours_NeverTurnsTheirDifferenceAround() =>
        Gen.Select(ColorGens.Cloud, ColorGens.Cloud).Sample((from, to) =>
        {
            var match = new AffineMatch(ColorGens.Moments(from), ColorGens.Moments(to));
            Assert.All(from.Zip(from.Skip(1)), p => Assert.True(Vector3.Dot(p.First - p.Second, match.Apply(p.First) - match.Apply(p.Second)) >= -1e-6f));
        }, iter: 30);

    [Fact]
    public void Apply_FromGrey_StretchesNoNoiseIntoColour()
    {
        // Greys, but for the rounding of a JPEG file.
        var random = new Random(4);
        var grey = Enumerable.Range(0, 1000).Select(i => new Vector3(i / 1000f, 0.002f * (random.NextSingle() - 0.5f), 0.002f * (random.NextSingle() - 0.5f))).ToArray();
        var colourful = Enumerable.Range(0, 1000).Select(_ => new Vector3(random.NextSingle(), random.NextSingle() - 0.5f, random.NextSingle() - 0.5f)).ToArray();

        var match = new AffineMatch(ColorGens.Moments(grey), ColorGens.Moments(colourful));

        var centre = match.Apply(new Vector3(0.5f, 0, 0));
        Assert.All(grey, c => Assert.InRange(ColorGens.Chroma(match.Apply(c with { X = 0.5f }) - centre), 0, 0.01f));
    }

    [Fact]
    public void Of_Weights_CountAsRepetitions() =>
        Gen.Select(ColorGens.Cloud, Gen.Int[0, 3].Array[500]).Where((_, times) => times.Sum() > 1).Sample((cloud, times) =>
        {
            var weighted = ColorGens.Moments(cloud, Array.ConvertAll(times, t => (float)t));
            var repeated = ColorGens.Moments(cloud.Zip(times).SelectMany(p => Enumerable.Repeat(p.First, p.Second)).ToArray());
            for (var i = 0; i < 3; i++)
            {
                Assert.Equal(repeated.Mean[i], weighted.Mean[i], 1e-9);
                Assert.Equal(repeated.Covariance[i, 2], weighted.Covariance[i, 2], 1e-9);
            }
        }, iter: 30);
}
