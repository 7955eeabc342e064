using System.Numerics;
using Atelier.Imaging.Colour;
using CsCheck;

namespace Atelier.Tests.Imaging.Colour;

public class HistogramMatchTests
{
    private static readonly Gen<float[]> Values = Gen.Select(Gen.Int, Gen.Float[-0.5f, 0.5f], Gen.Float[0.1f, 1f], Gen.Double[0.5, 2]).Select((seed, start, width, bend) =>
    {
        var random = new Random(seed);
        return Enumerable.Range(0, 2000).Select(_ => start + (width * (float)Math.Pow(random.NextDouble(), bend))).ToArray();
    });

    [Fact]
    public void Apply_AnyTwoValues_IsMonotone() =>
        Gen.Select(Values, Values).Sample((from, to) =>
        {
            var match = Match(from, to);
            var mapped = from.Order().Select(match.Apply).ToArray();
            Assert.All(mapped.Zip(mapped.Skip(1)), p => Assert.True(p.First <= p.Second));
        }, iter: 30);

    [Fact]
    public void Apply_ToAllValues_ReachesTheHistogram() =>
        Gen.Select(Values, Values).Sample((from, to) =>
        {
            var match = Match(from, to);
            var mapped = Array.ConvertAll(from, match.Apply);
            foreach (var value in to.Where((_, i) => i % 50 == 0))
            {
                Assert.Equal(to.Count(v => v < value) / 2000.0, mapped.Count(v => v < value) / 2000.0, 0.03); // Kolmogorov's distance
            }
        }, iter: 30);

    [Fact]
    public void Apply_WeightsOfZero_TakeNoPart() =>
        Gen.Select(Values, Values).Sample((from, to) =>
        {
            var weights = Enumerable.Range(0, 4000).Select(i => i < 2000 ? 1f : 0f).ToArray();
            var plain = Match(from, to);
            var weighted = Match([.. from, .. from.Select(v => 9 * v)], [.. to, .. to.Select(v => v - 7)], weights);
            Assert.All(from, v => Assert.Equal(plain.Apply(v), weighted.Apply(v), 1e-5f));
        }, iter: 20);

    [Fact]
    public void Apply_OneValueToOneValue_IsThatValue() =>
        Assert.Equal(0.7f, Match([0.2f, 0.2f], [0.7f, 0.7f]).Apply(0.2f), 1e-6f);

    private static HistogramMatch Match(float[] from, float[] to, float[]? weights = null) =>
        HistogramMatch.OfAxes(ColorGens.Weighted(Greys(from), weights), ColorGens.Weighted(Greys(to), weights))[0];

    private static Vector3[] Greys(float[] values) => Array.ConvertAll(values, v => new Vector3(v, 0, 0));
}
