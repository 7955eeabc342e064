using Atelier.Networks.Catalogue;
using Atelier.Networks.Weights;

namespace Atelier.Networks.Store;

/// <content>Fetching.</content>
public sealed partial class NetworkStore
{
    /// <summary>
    /// Fetches a published network, compares its checksum and stores its convolutions. It continues an interrupted download. An
    /// undamaged network that is installed already is not fetched again.
    /// </summary>
    /// <param name="entry">The network.</param>
    /// <param name="from">A URL or file in place of the published URLs; its checksum must be the catalogue's all the same.</param>
    /// <param name="progress">Receives the number of bytes, on any thread.</param>
    /// <param name="cancellationToken">Stops the download; the next one continues it.</param>
    /// <exception cref="NetworkException">It could not be fetched, is not the published file, or cannot be stored.</exception>
    public async Task<InstalledNetwork> PullAsync(
        CatalogueEntry entry, string? from = null, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        NetworkName.Check(entry.Name);
        var part = new PartFile(Path.Combine(Folder, ".downloads", entry.Name + ".part"));
        using var held = await StoreLock.AcquireAsync(
            Path.ChangeExtension(part.Path, ".lock"),
            _time,
            () => progress?.Report(new TransferProgress(TransferStage.Waiting, 0, entry.Bytes, part.Path)),
            cancellationToken).ConfigureAwait(false);

        if (IsUndamaged(entry))
        {
            return StoredWeights.Describe(PathOf(entry.Name));
        }

        if (from is not null && FileOf(from) is { } file)
        {
            progress?.Report(new TransferProgress(TransferStage.Verifying, entry.Bytes, entry.Bytes, file));
            CompareWithCatalogue(entry, file, cancellationToken);
            return Install(entry, file, Path.GetFullPath(file), progress);
        }

        var download = new NetworkDownload(_http ?? SharedHttp.Value, _time, Download, entry, part, progress);
        var source = await download.FetchAsync(from is null ? entry.Urls : [new Uri(from)], cancellationToken).ConfigureAwait(false);
        var installed = Install(entry, part.Path, NetworkDownload.Describe(source), progress);
        part.Delete();
        return installed;
    }

    private bool IsUndamaged(CatalogueEntry entry) =>
        IsInstalled(entry.Name)
        && StoredWeights.Describe(PathOf(entry.Name)).SourceChecksum == entry.Checksum.ToString()
        && StoredWeights.Verify(entry.Name, PathOf(entry.Name), Layers).Passed;

    private InstalledNetwork Install(CatalogueEntry entry, string file, string source, IProgress<TransferProgress>? progress)
    {
        progress?.Report(new TransferProgress(TransferStage.Converting, entry.Bytes, entry.Bytes, source));
        using (var weights = WeightsFile.Open(file, InputConvention.Of(entry.Convention)))
        {
            StoredWeights.Write(PathOf(entry.Name), Vgg19Weights.Load(weights, Layers), source, entry.Checksum, entry.Licence, entry.Citation);
        }

        return StoredWeights.Describe(PathOf(entry.Name));
    }

    private static void CompareWithCatalogue(CatalogueEntry entry, string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            throw WeightsError.In(file, $"there is no such file; check {new OptionName("from")}", code: MessageCodes.FileMissing, option: "from");
        }

        var length = new FileInfo(file).Length;
        if (length != entry.Bytes)
        {
            throw WeightsError.In(file, $"should be the published {entry.Name} with {entry.Bytes} bytes, but has {length}; use {new StoreAction("import", "FILE")} for another network");
        }

        var found = Checksum.Of(file, entry.Checksum.Algorithm, cancellationToken);
        if (found != entry.Checksum)
        {
            throw WeightsError.In(file, $"should be the published {entry.Name} with checksum {entry.Checksum}, but has {found}; use {new StoreAction("import", "FILE")} for another network");
        }
    }

    /// <summary>The path where the text is one; null where it is a URL to be fetched.</summary>
    private static string? FileOf(string from) =>
        !from.Contains("://", StringComparison.Ordinal) ? from
        : Uri.TryCreate(from, UriKind.Absolute, out var url) && url.Scheme is ("http" or "https") ? null
        : url is { IsFile: true } ? url.LocalPath
        : throw new NetworkException(new Message(
            MessageCodes.OptionInvalid, $"{new OptionName("from")} should be a file or an http(s) URL, but is {Quoted.Text(from)}; give one of these.", "from"));
}
