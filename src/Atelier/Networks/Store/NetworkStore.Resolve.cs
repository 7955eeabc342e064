using Atelier.Networks.Catalogue;
using Atelier.Networks.Compact;
using Atelier.Networks.Weights;

namespace Atelier.Networks.Store;

/// <content>Finding a network by its name or file.</content>
public sealed partial class NetworkStore
{
    private static readonly string[] WeightsExtensions = [".safetensors", ".pth", ".pt", ".h5", ".hdf5"];

    private static StoreAction PullVgg19 => new("pull", NetworkCatalogue.Vgg19.Name);

    private static readonly Message OnlyEmbedded = new(
        MessageCodes.NetworkCoarse,
        $"No VGG-19 is installed: painting with the embedded network '{CompactNetwork.Name}'; {PullVgg19} ({Megabytes(NetworkCatalogue.Vgg19)} MB) gets the finer one.",
        "network");

    /// <summary>Finds a network.</summary>
    /// <param name="nameOrFile">
    /// The name of an installed network, <c>compact</c> for the embedded one, a weights file, or <c>auto</c>: the first that
    /// is installed, those of the catalogue in its order, then others in the order of their names, and <c>compact</c> where
    /// none is. Null for <c>ATELIER_NETWORK</c> or, without it, <c>auto</c>.
    /// </param>
    /// <param name="orEmbedded">Whether <c>auto</c> may choose <c>compact</c>; where not, only an installed one.</param>
    /// <exception cref="NetworkException">There is none; the message says how to get one.</exception>
    public NetworkFile Resolve(string? nameOrFile = null, bool orEmbedded = true) =>
        (string.IsNullOrEmpty(nameOrFile) ? Environment("ATELIER_NETWORK") : nameOrFile) switch
        {
            null or "" or NetworkName.Auto => Preferred(orEmbedded),
            CompactNetwork.Name => new NetworkFile(CompactNetwork.Name, null),
            var given => Find(given),
        };

    private NetworkFile Find(string nameOrFile)
    {
        // A text that cannot be a name is a path. Where both are possible, an installed network goes before a file of that name in the
        // current folder.
        var isPath = nameOrFile.AsSpan().ContainsAny('/', '\\')
            || WeightsExtensions.Contains(Path.GetExtension(nameOrFile), StringComparer.OrdinalIgnoreCase);
        if (!isPath && IsInstalled(nameOrFile))
        {
            return new NetworkFile(nameOrFile, PathOf(nameOrFile));
        }

        if (File.Exists(nameOrFile))
        {
            return new NetworkFile(Path.GetFileNameWithoutExtension(nameOrFile), Path.GetFullPath(nameOrFile));
        }

        throw isPath ? WeightsError.In(nameOrFile, $"there is no such weights file; check the path", code: MessageCodes.FileMissing, option: "network") : NotInstalled(nameOrFile);
    }

    private NetworkFile Preferred(bool orEmbedded)
    {
        var names = Names();
        var name = NetworkCatalogue.Entries.Select(e => e.Name).Concat(names).FirstOrDefault(names.Contains);
        return name is not null ? new NetworkFile(name, PathOf(name)) { IsPreferred = true }
            : orEmbedded ? new NetworkFile(CompactNetwork.Name, null) { IsPreferred = true, Note = OnlyEmbedded }
            : throw NoNetwork($"No network is installed in {new FileName(Folder)}. {WaysToGetOne()}");
    }

    private static NetworkException NoNetwork(FormattableString text) => new(new Message(MessageCodes.NoNetwork, text, "network"));

    private NetworkException NotInstalled(string name) => NetworkCatalogue.Find(name) is { } entry
        ? NoNetwork($"The network {name} is not installed; fetch it with {new StoreAction("pull", name)} ({Megabytes(entry)} MB, {entry.Licence}).")
        : NoNetwork($"There is no network or file {Quoted.Text(name)} (installed: {(Names() is { Length: > 0 } names ? string.Join(", ", names) : "none")}). {WaysToGetOne()}");

    private static FormattableString WaysToGetOne() =>
        $"Fetch one with {PullVgg19} ({Megabytes(NetworkCatalogue.Vgg19)} MB, {NetworkCatalogue.Vgg19.Licence}), add a file with {new StoreAction("import", "FILE")}, or give one with {new OptionName("network")} FILE.";

    private static long Megabytes(CatalogueEntry entry) => (entry.Bytes + 500_000) / 1_000_000;
}
