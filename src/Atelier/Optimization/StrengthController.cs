using Atelier.Losses;

namespace Atelier.Optimization;

/// <summary>
/// Holds a run at a strength: changes the balance of content and style by what is reached with it. The same weights give pictures
/// that look painted to different degrees; what is wanted is the look.
/// </summary>
/// <remarks>
/// A secant in the logit of the strength over the logarithm of the balance, along which that is nearly a straight line. Most of its
/// turns are at the first scale, where they cost next to nothing; what it finds there holds nearly at the others.
/// </remarks>
internal sealed class StrengthController
{
    // Measured: at the default weight of 30 pictures have about this strength, and its logit rises by about this for each e-fold of
    // the weight.
    private const double UsualWeight = 30;
    private const double UsualStrength = 0.83;
    private const double UsualSlope = 0.8;

    // What is below and above these is lost in the noise of the measurement.
    private const double Lowest = 0.005;
    private const double Highest = 0.99;

    private const int StepsToSettle = 10;

    private static readonly double MostChange = Math.Log(1000);

    // Limits of the balance, as logarithms: relative to the default balance, which is known only where losses are relative to a reference.
    private static readonly double LowestRelative = Math.Log(1e-5);
    private static readonly double HighestRelative = Math.Log(500);
    private static readonly double WidestUnknown = Math.Log(1e7);

    private readonly double _wanted;
    private readonly double _least;
    private readonly double _most;
    private double _balance; // the logarithm of the factor on style over content
    private (double Balance, double Logit)? _before; // where it was observed last
    private double _slope = UsualSlope;
    private bool _isFound; // by the run of a smaller painting

    private StrengthController(double wanted, StylizeOptions options)
    {
        var isKnown = options.Normalization == LossNormalization.Reference;
        var usual = isKnown ? Math.Log(UsualWeight * options.ContentWeight / options.StyleWeight) : 0;
        (_least, _most) = (usual + (isKnown ? LowestRelative : -WidestUnknown), usual + (isKnown ? HighestRelative : WidestUnknown));
        _wanted = Logit(wanted / 100);
        _balance = Math.Clamp(usual + ((_wanted - Logit(UsualStrength)) / UsualSlope), _least, _most);
    }

    /// <summary>The controller of a run; null where its weights stay as they are.</summary>
    /// <param name="options">The strength, and the weights that the balance is a factor on.</param>
    /// <param name="earlier">Where the controller of a smaller painting with the same weights stood at its end; null to begin afresh.</param>
    public static StrengthController? For(StylizeOptions options, StrengthControllerState? earlier = null)
    {
        if (options.Strength is not { } wanted)
        {
            return null;
        }

        var controller = new StrengthController(wanted, options);
        if (earlier is { ObservedBalance: { } balance, ObservedLogit: { } logit })
        {
            controller.Restore(earlier);
            controller.AdjustBalance(balance, logit); // another strength may be wanted now
            controller._isFound = true;
        }

        return controller;
    }

    /// <summary>Where the controller of a finished painting stood, as far as its recipe says so.</summary>
    /// <param name="balance">The factor on style over content that its last steps were done with.</param>
    /// <param name="reached">The strength that it came to, 0 to 100.</param>
    public static StrengthControllerState StateOf(double balance, double reached) => new(Math.Log(balance), UsualSlope, Math.Log(balance), Logit(reached / 100), reached);

    /// <summary>Factors on the content and the style loss.</summary>
    public LossBalance Balance => LossBalance.Of(Math.Exp(_balance));

    /// <summary>The strength that was measured last, 0 to 100.</summary>
    public double Reached { get; private set; }

    /// <summary>The factor on style over content with which it was measured; null before.</summary>
    public double? BalanceThen => _before is { } before ? Math.Exp(before.Balance) : null;

    /// <summary>Where it stands, for a checkpoint.</summary>
    public StrengthControllerState State => new(_balance, _slope, _before?.Balance, _before?.Logit, Reached);

    /// <summary>Goes on from where another one stood.</summary>
    public void Restore(StrengthControllerState state)
    {
        (_balance, _slope, Reached) = (state.Balance, state.Slope, state.Reached);
        _before = state is { ObservedBalance: { } balance, ObservedLogit: { } logit } ? (balance, logit) : null;
    }

    /// <summary>Whether a measurement is due after a step.</summary>
    /// <param name="scale">The scale, from 0.</param>
    /// <param name="step">The step within it, from 1.</param>
    /// <param name="steps">How many steps it has.</param>
    public bool IsDue(int scale, int step, int steps)
    {
        // After a change, and at the beginning of a scale, a picture needs some steps to show where it will end.
        if (scale > 0 || _isFound)
        {
            var part = steps >= 6 * StepsToSettle ? steps / 3 : steps >= 2 * StepsToSettle ? steps / 2 : 0;
            return part > 0 && step % part == 0 && step + StepsToSettle <= steps;
        }

        var fifth = steps / 5;
        return fifth > 0 && step % fifth == 0 && step / fifth is >= 2 and <= 4;
    }

    /// <summary>Takes in a strength that was reached, 0 to 1, and adjusts the balance towards the wanted strength.</summary>
    public void Observe(double strength)
    {
        if (!double.IsFinite(strength))
        {
            return; // nothing to turn by; the loss of the next step tells why
        }

        Reached = 100 * strength;
        var logit = Logit(strength);
        if (_before is { } before && Math.Abs(_balance - before.Balance) > 0.3)
        {
            _slope = Math.Clamp((logit - before.Logit) / (_balance - before.Balance), UsualSlope / 2.5, UsualSlope * 2.5);
        }

        _before = (_balance, logit);
        AdjustBalance(_balance, logit);
    }

    private void AdjustBalance(double balance, double logit)
    {
        var change = Math.Clamp((_wanted - logit) / _slope, -MostChange, MostChange);
        _balance = Math.Clamp(balance + change, _least, _most);
    }

    private static double Logit(double share)
    {
        var clamped = Math.Clamp(share, Lowest, Highest);
        return Math.Log(clamped / (1 - clamped));
    }
}

/// <summary>Where a <see cref="StrengthController"/> stands.</summary>
/// <param name="Balance">The logarithm of the factor on style over content.</param>
/// <param name="Slope">What it takes the logit of the strength to rise by, for each e-fold of the balance.</param>
/// <param name="ObservedBalance">The balance at which a strength was observed last; null before the first.</param>
/// <param name="ObservedLogit">The logit of that strength.</param>
/// <param name="Reached">That strength, 0 to 100.</param>
internal sealed record StrengthControllerState(double Balance, double Slope, double? ObservedBalance, double? ObservedLogit, double Reached);
