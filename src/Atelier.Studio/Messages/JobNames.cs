namespace Atelier.Studio.Messages;

/// <summary>The names of options and files as clients of the studio know them.</summary>
internal sealed class JobNames : MessageNames
{
    private JobNames()
    {
    }

    /// <summary>The only one.</summary>
    public static JobNames Instance { get; } = new();

    /// <inheritdoc/>
    public override string NameOption(string name) => name;

    /// <inheritdoc/>
    // Clients must not learn where files of the server lie.
    public override string NameFile(string path) => Quote(Path.GetFileName(path));
}
