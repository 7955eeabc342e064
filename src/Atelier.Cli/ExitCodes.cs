namespace Atelier.Cli;

/// <summary>What the process says when it ends.</summary>
internal static class ExitCodes
{
    /// <summary>What was asked for is done.</summary>
    public const int Done = 0;

    /// <summary>It could not be done.</summary>
    public const int Failed = 1;

    /// <summary>It was asked for wrongly.</summary>
    public const int WrongUse = 2;

    /// <summary>It was interrupted, as shells count SIGINT.</summary>
    public const int Interrupted = 130;
}
