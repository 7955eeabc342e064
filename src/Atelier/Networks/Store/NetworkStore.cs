using Atelier.Networks.Catalogue;
using Atelier.Networks.Compact;
using Atelier.Networks.Weights;

namespace Atelier.Networks.Store;

/// <summary>
/// The networks on this machine: one file each, with its origin in its metadata. Several processes may use a store at once.
/// </summary>
public sealed partial class NetworkStore
{
    private static readonly Lazy<HttpClient> SharedHttp = new(() =>
    {
        // The transfer watches for stalls itself; a limit on the whole would cut slow connections off.
        var client = new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(30) }) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Atelier");
        return client;
    });

    private readonly HttpClient? _http;
    private readonly TimeProvider _time;

    /// <summary>Uses a folder, which need not exist yet.</summary>
    /// <param name="folder">
    /// The folder; null for <c>ATELIER_HOME</c> or, without it, the platform's folder for caches: <c>$XDG_CACHE_HOME/atelier</c>
    /// or <c>~/.cache/atelier</c>, <c>~/Library/Caches/atelier</c>, <c>%LOCALAPPDATA%\atelier</c>. Networks lie in <c>networks</c> below it.
    /// </param>
    /// <param name="http">Used for downloads; null for a client of the store's own.</param>
    /// <param name="time">Measures pauses and stalls; null for the system's clock.</param>
    public NetworkStore(string? folder = null, HttpClient? http = null, TimeProvider? time = null)
    {
        Folder = Path.Combine(folder is null ? StoreFolder.Default(System.Environment.GetEnvironmentVariable) : Path.GetFullPath(folder), "networks");
        _http = http;
        _time = time ?? TimeProvider.System;
    }

    /// <summary>The folder that the networks lie in.</summary>
    public string Folder { get; }

    /// <summary>How patient downloads are.</summary>
    internal DownloadSettings Download { get; init; } = new();

    /// <summary>The convolutions that a network must have.</summary>
    internal IReadOnlyList<ConvolutionLayer> Layers { get; init; } = Vgg19Layers.All;

    /// <summary>Gives the value of an environment variable.</summary>
    internal Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>The installed networks, in the order of their names; one whose file is damaged is listed with its fault.</summary>
    public IReadOnlyList<InstalledNetwork> Installed() => [.. Names().Select(name => StoredWeights.Describe(PathOf(name)))];

    /// <summary>Adds a network from a file in any format that Atelier reads.</summary>
    /// <param name="file">The file, which stays unchanged.</param>
    /// <param name="name">Its name; null for the catalogue's where it is a published file, else one made from the file's name.</param>
    /// <param name="input">The input convention, for a file that does not state it.</param>
    /// <exception cref="NetworkException">The file cannot be used, or the name is taken or not valid.</exception>
    public InstalledNetwork Import(string file, string? name = null, InputConventionName? input = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (name is not null)
        {
            NetworkName.Check(name);
        }

        using var weights = WeightsFile.Open(file, input);
        var entry = NetworkCatalogue.Identify(file);
        name ??= entry?.Name ?? NetworkName.FromFile(file, taken: n => NetworkCatalogue.Find(n) is not null);
        if (NetworkCatalogue.Find(name) is { } reserved && reserved != entry)
        {
            throw new NetworkException(
                MessageCodes.NetworkUnusable,
                $"{new FileName(file)} is not the published {name} (expected {reserved.Bytes} bytes, {reserved.Checksum}); give it another name with {new OptionName("name")}.");
        }

        if (File.Exists(PathOf(name)))
        {
            throw new NetworkException(
                MessageCodes.NetworkExists,
                $"{name} is installed already ({new FileName(PathOf(name))}); give another name with {new OptionName("name")}, or remove that file.");
        }

        var checksum = entry?.Checksum ?? Checksum.Of(file, ChecksumAlgorithm.Sha256);
        var licence = entry?.Licence ?? weights.Metadata.GetValueOrDefault(StoredWeights.Licence);
        var citation = entry?.Citation ?? weights.Metadata.GetValueOrDefault(StoredWeights.Citation);
        StoredWeights.Write(PathOf(name), Vgg19Weights.Load(weights, Layers), Path.GetFullPath(file), checksum, licence, citation);
        return StoredWeights.Describe(PathOf(name));
    }

    /// <summary>Reads installed networks whole and compares checksum and shapes, and that every weight is finite.</summary>
    /// <param name="name">The network; null for all installed ones, <c>compact</c> for the embedded one.</param>
    /// <returns>One outcome for each; none where nothing is installed.</returns>
    /// <exception cref="NetworkException">There is none of that name.</exception>
    public IReadOnlyList<VerificationOutcome> Verify(string? name = null)
    {
        if (name == CompactNetwork.Name)
        {
            return [CompactNetwork.Verify()];
        }

        if (name is not null && !IsInstalled(name))
        {
            throw NotInstalled(name);
        }

        return [.. (name is null ? Names() : [name]).Select(n => StoredWeights.Verify(n, PathOf(n), Layers))];
    }

    private string PathOf(string name) => Path.Combine(Folder, name + StoredWeights.Extension);

    private bool IsInstalled(string name) => NetworkName.IsValid(name) && File.Exists(PathOf(name));

    private string[] Names()
    {
        try
        {
            return Directory.Exists(Folder)
                ? [.. Directory.EnumerateFiles(Folder, "*" + StoredWeights.Extension).Select(f => Path.GetFileNameWithoutExtension(f)).Where(IsInstalled).Order(StringComparer.Ordinal)]
                : [];
        }
        catch (Exception exception) when (WeightsError.IsFileError(exception))
        {
            throw WeightsError.Unreadable(Folder, exception);
        }
    }
}
