namespace Atelier.Optimization;

/// <summary>Ends a scale whose loss hardly falls any more.</summary>
/// <param name="until">The smallest relative improvement over <see cref="Window"/> steps that is worth going on for; null for any.</param>
internal sealed class StoppingRule(double? until)
{
    /// <summary>Over how many steps the improvement is measured.</summary>
    public const int Window = 10;

    private readonly Queue<double> _losses = new();

    /// <summary>The losses of the last steps, as many as it looks back to, the oldest first.</summary>
    public IReadOnlyList<double> Losses => [.. _losses];

    /// <summary>Takes in the losses of steps that another one has seen.</summary>
    public void Restore(IReadOnlyList<double> losses)
    {
        foreach (var loss in losses)
        {
            _losses.Enqueue(loss);
        }
    }

    /// <summary>Takes in the loss of a step; true when the scale should end.</summary>
    public bool IsSatisfied(double loss)
    {
        _losses.Enqueue(loss);
        return _losses.Count > Window && _losses.Dequeue() is var before && until is { } least && before - loss < least * Math.Abs(before);
    }
}
