using Atelier.Optimization;
using Microsoft.Extensions.Time.Testing;

namespace Atelier.Tests.Optimization;

public class ProgressEstimatorTests
{
    private static readonly Scale[] Scales = [new(128, 96, 200), new(256, 192, 120), new(512, 384, 60)];

    [Fact]
    public void Remaining_OverAWholeRun_IsSteadyAndNearTheTruth()
    {
        var said = Run(Scales);
        var end = said[^1].Elapsed;

        var known = said.SkipWhile(s => s.Remaining is null).ToArray();
        Assert.InRange(known[0].Elapsed, 2, 5);
        Assert.All(known, s => Assert.InRange(s.Remaining!.Value, (0.7 * (end - s.Elapsed)) - 2, (1.3 * (end - s.Elapsed)) + 2));
        Assert.All(known.Zip(known.Skip(1)), pair => // the end that is foretold does not jump, at the start of a scale either
            Assert.InRange(Math.Abs(End(pair.Second) - End(pair.First)), 0, 0.04 * end));

        static double End((double Elapsed, double? Remaining, double Fraction) s) => s.Elapsed + s.Remaining!.Value;
    }

    [Fact]
    public void Fraction_OverAWholeRun_RisesToOne()
    {
        var fractions = Run(Scales).Select(s => s.Fraction).ToArray();

        Assert.All(fractions.Zip(fractions.Skip(1)), pair => Assert.True(pair.First < pair.Second));
        Assert.Equal(1, fractions[^1], 12);
    }

    [Fact]
    public void Remaining_AfterThreeSteps_IsNotYetSaid() =>
        Assert.All(Run([new(4096, 4096, 3)]), s => Assert.Null(s.Remaining));

    [Fact]
    public void Remaining_OneStepThatTakesTenTimesAsLong_HardlyMoves()
    {
        var clock = new FakeTimeProvider();
        var run = new ProgressEstimator([new(512, 512, 100)], null, clock);
        for (var step = 1; step <= 50; step++)
        {
            clock.Advance(TimeSpan.FromSeconds(step == 45 ? 10 : 1));
            run.Advance(0, step);
        }

        Assert.InRange(run.Remaining!.Value.TotalSeconds, 45, 62);
    }

    [Fact]
    public void Remaining_WithATimeLimit_IsNeverMoreThanIsLeft()
    {
        var clock = new FakeTimeProvider();
        var run = new ProgressEstimator([new(512, 512, 1000)], 30, clock);
        for (var step = 1; step <= 20; step++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            run.Advance(0, step);
        }

        Assert.Equal(TimeSpan.FromSeconds(10), run.Remaining);
    }

    [Fact]
    public void Remaining_AfterTheRunWasResumed_IsThatOfItsStepsNotOfTheMakingReady()
    {
        var clock = new FakeTimeProvider();
        var run = new ProgressEstimator([new(512, 512, 200)], null, clock);
        run.Resume(TimeSpan.FromSeconds(100));
        clock.Advance(TimeSpan.FromSeconds(30)); // the network is loaded, content and styles are seen
        List<double?> said = [];
        for (var step = 101; step <= 120; step++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            run.Advance(0, step);
            said.Add(run.Remaining?.TotalSeconds);
        }

        Assert.Null(said[0]);
        Assert.Equal(80, said[^1]!.Value, 3);
        var known = said.SkipWhile(s => s is null).ToArray();
        Assert.NotEmpty(known);
        Assert.All(known, (s, i) => Assert.Equal(80 + known.Length - 1 - i, s!.Value, 3));
    }

    // As a run of VGG-19 goes: a start of three seconds, a making ready of each scale, and steps that are not quite even,
    // nor quite in proportion to the pixels.
    private static List<(double Elapsed, double? Remaining, double Fraction)> Run(Scale[] scales)
    {
        var clock = new FakeTimeProvider();
        var run = new ProgressEstimator(scales, null, clock);
        var random = new Random(1);
        var said = new List<(double, double?, double)>();
        for (var s = 0; s < scales.Length; s++)
        {
            var usual = 0.04 + (4.0e-6 * scales[s].Width * scales[s].Height);
            clock.Advance(TimeSpan.FromSeconds((s == 0 ? 3 : 0) + (1.5 * usual)));
            for (var step = 1; step <= scales[s].Steps; step++)
            {
                clock.Advance(TimeSpan.FromSeconds(usual * (0.8 + (0.4 * random.NextDouble()))));
                run.Advance(s, step);
                said.Add((run.Elapsed.TotalSeconds, run.Remaining?.TotalSeconds, run.Fraction));
            }
        }

        return said;
    }
}
