using Atelier.Client;
using Atelier.Studio.Pictures;

namespace Atelier.Studio.Messages;

/// <summary>The names of options and files as clients of the studio know them.</summary>
internal sealed class JobNames : MessageNames
{
    private const int ShortId = 8;

    private JobNames()
    {
    }

    public static JobNames Instance { get; } = new();

    /// <summary>A message with its code, and with names as clients know them.</summary>
    public static Notice Notice(Message message) => new(message.Code, message.ToString(Instance));

    public override string NameOption(string name) => name;

    // Clients must not learn where files of the server lie, and a checksum is too long to read.
    public override string NameFile(string path)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(path));
        return Quote(BlobStore.IsId(name) ? $"{name[..ShortId]}…" : name);
    }

    // The owner of the studio installs its networks by the command.
    public override string NameStoreAction(string action, string argument) => $"'{$"atelier networks {action} {argument}".TrimEnd()}'";
}
