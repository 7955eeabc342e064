namespace Atelier.Cli.Running;

/// <summary>Words that the parser takes but that make no sense.</summary>
internal sealed class UseException(IReadOnlyList<string> faults, string command) : Exception(string.Join("; ", faults))
{
    /// <summary>Each a clause without a full stop.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;

    /// <summary>The command whose help says more.</summary>
    public string Command { get; } = command;
}
