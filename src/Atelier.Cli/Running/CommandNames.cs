namespace Atelier.Cli.Running;

/// <summary>The names of options and files as users of the command write them.</summary>
internal sealed class CommandNames : MessageNames
{
    private CommandNames()
    {
    }

    public static CommandNames Instance { get; } = new();

    public static string Text(Message message) => message.ToString(Instance);

    public override string NameOption(string name) => $"--{name}";

    public override string NameFile(string path) => Quote(path);

    public override string NameStoreAction(string action, string argument) => $"'{$"atelier networks {action} {argument}".TrimEnd()}'";
}
