using Atelier.Losses;
using Atelier.Optimization;
using CsCheck;

namespace Atelier.Tests.Optimization;

public class StrengthControllerTests
{
    [Fact]
    public void For_NoStrength_IsNoDial() => Assert.Null(StrengthController.For(new StylizeOptions()));

    [Fact]
    public void Observe_PicturesOfAnyKind_ComesWithinAPointOfTheStrength() =>
        Gen.Select(Gen.Double[5, 95], Gen.Double[-1.5, 1.5], Gen.Double[0.4, 1.2]).Sample((strength, difficulty, slope) =>
        {
            var dial = StrengthController.For(new StylizeOptions { Strength = strength })!;
            for (var turn = 0; turn < 8; turn++)
            {
                dial.Observe(Settled(dial.Balance, difficulty, slope));
            }

            Assert.InRange(dial.Reached, strength - 1, strength + 1);
        });

    [Fact]
    public void Observe_WhatCannotBeReached_GoesToALimitAndNoFarther()
    {
        var (up, down) = (StrengthController.For(new StylizeOptions { Strength = 100 })!, StrengthController.For(new StylizeOptions { Strength = 1 })!);
        for (var turn = 0; turn < 50; turn++)
        {
            up.Observe(0.3);
            down.Observe(0.3);
        }

        Assert.Equal((1, true), (up.Balance.Style, up.Balance.Content is > 1e-4 and < 1e-2));
        Assert.Equal((1, true), (down.Balance.Content, down.Balance.Style is > 1e-6 and < 1e-4));
    }

    [Theory]
    [InlineData(LossNormalization.Reference, 1, 2)]
    [InlineData(LossNormalization.Reference, 10, 2000)]
    [InlineData(LossNormalization.Mean, 10, 2000)]
    public void For_AnyWeights_BeginsStrongerForMoreStrength(LossNormalization normalization, double content, double style)
    {
        var options = new StylizeOptions { Normalization = normalization, ContentWeight = content, StyleWeight = style };
        double[] balances = [.. new double[] { 1, 25, 50, 75, 99 }.Select(s => StrengthController.For(options with { Strength = s })!.Balance).Select(b => b.Style / b.Content)];

        Assert.Equal(balances.Order().Distinct(), balances);
    }

    [Fact]
    public void Begins_UnderReference_WithTheSameWeightsWhateverWasGiven()
    {
        var plain = StrengthController.For(new StylizeOptions { Strength = 40 })!.Balance;
        var other = StrengthController.For(new StylizeOptions { Strength = 40, StyleWeight = 200, ContentWeight = 2 })!.Balance;

        Assert.Equal(30 * plain.Style / plain.Content, 100 * other.Style / other.Content, 1e-6);
    }

    [Theory]
    [InlineData(0, 100, new[] { 40, 60, 80 })]
    [InlineData(0, 4, new int[0])]
    [InlineData(0, 7, new[] { 2, 3, 4 })]
    [InlineData(1, 75, new[] { 25, 50 })]
    [InlineData(1, 59, new[] { 29 })]
    [InlineData(2, 20, new[] { 10 })]
    [InlineData(1, 19, new int[0])]
    public void IsDue_OfAScale_LeavesStepsToSettle(int scale, int steps, int[] due) =>
        Assert.Equal(due, Enumerable.Range(1, steps).Where(step => StrengthController.For(new StylizeOptions { Strength = 50 })!.IsDue(scale, step, steps)));

    // A picture whose logit of the strength is a straight line over the logarithm of the balance, at a height and a slope of its own.
    private static double Settled(LossBalance balance, double difficulty, double slope) =>
        1 / (1 + Math.Exp(-(1 + difficulty + (slope * Math.Log(balance.Style / balance.Content)))));
}
