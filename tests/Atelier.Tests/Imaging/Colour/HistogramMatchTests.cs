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
            var match = new HistogramMatch(from, default, to, default);
            var mapped = from.Order().Select(match.Apply).ToArray();
            Assert.All(mapped.Zip(mapped.Skip(1)), p => Assert.True(p.First <= p.Second));
        }, iter: 30);

    [Fact]
    public void Apply_ToAllValues_ReachesTheHistogram() =>
        Gen.Select(Values, Values).Sample((from, to) =>
        {
            var match = new HistogramMatch(from, default, to, default);
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
            var plain = new HistogramMatch(from, default, to, default);
            var weighted = new HistogramMatch([.. from, .. from.Select(v => 9 * v)], weights, [.. to, .. to.Select(v => v - 7)], weights);
            Assert.All(from, v => Assert.Equal(plain.Apply(v), weighted.Apply(v), 1e-5f));
        }, iter: 20);

    [Fact]
    public void Apply_OneValueToOneValue_IsThatValue() =>
        Assert.Equal(0.7f, new HistogramMatch([0.2f, 0.2f], default, [0.7f, 0.7f], default).Apply(0.2f), 1e-6f);
}
