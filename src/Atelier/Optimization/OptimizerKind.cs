namespace Atelier.Optimization;

/// <summary>The optimiser that updates the pixels.</summary>
public enum OptimizerKind
{
    /// <summary>Limited-memory BFGS (Liu and Nocedal 1989).</summary>
    Lbfgs,

    /// <summary>Adam (Kingma and Ba 2015).</summary>
    Adam,
}
