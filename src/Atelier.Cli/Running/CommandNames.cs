namespace Atelier.Cli.Running;

/// <summary>The names of options and files as users of the command write them.</summary>
internal sealed class CommandNames : MessageNames
{
    private CommandNames()
    {
    }

    /// <summary>The only one.</summary>
    public static CommandNames Instance { get; } = new();

    /// <summary>A message in the words of the command.</summary>
    public static string Text(Message message) => message.ToString(Instance);

    /// <inheritdoc/>
    public override string NameOption(string name) => $"--{name}";

    /// <inheritdoc/>
    public override string NameFile(string path) => Quote(path);

    /// <inheritdoc/>
    public override string NameStoreAction(string action, string argument) => $"'atelier networks {action} {argument}'";
}
