using Atelier.Networks.Catalogue;
using Atelier.Networks.Weights;

namespace Atelier.Networks.Store;

/// <summary>Fetches a catalogue entry's file: several attempts at each place, going on where the last one broke off.</summary>
internal sealed class NetworkDownload(HttpClient http, TimeProvider time, DownloadSettings settings)
{
    private readonly HttpTransfer _transfer = new(http, time, settings.StallTimeout);

    /// <summary>Fetches the file and compares its checksum.</summary>
    /// <param name="entry">What is expected.</param>
    /// <param name="urls">Where to try, in this order.</param>
    /// <param name="part">Where the bytes go; what an earlier run left there is used.</param>
    /// <param name="progress">Told of the bytes.</param>
    /// <param name="cancellationToken">Stops the download; what has arrived is kept.</param>
    /// <returns>The place that the file came from.</returns>
    /// <exception cref="NetworkException">No place gave the file.</exception>
    public async Task<Uri> FetchAsync(
        CatalogueEntry entry, IReadOnlyList<Uri> urls, PartFile part, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        foreach (var url in urls)
        {
            if (await TryAsync(entry, url, part, progress, cancellationToken).ConfigureAwait(false) is not { } fault)
            {
                return url;
            }

            faults.Add($"{HttpTransfer.Describe(url)} {fault}");
        }

        throw new NetworkException(
            MessageCodes.NetworkNotFetched,
            $"{entry.Name} could not be fetched: {Quoted.Line(string.Join("; ", faults))}. Try again (it goes on where it broke off), or give another place with {new OptionName("from")} URL-OR-FILE.");
    }

    /// <summary>Tries one place; gives the last fault, or null where the file has arrived and is the right one.</summary>
    private async Task<string?> TryAsync(
        CatalogueEntry entry, Uri url, PartFile part, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var resumed = await _transfer.RunAsync(entry, url, part, progress, cancellationToken).ConfigureAwait(false);
                Verify(entry, url, part, resumed, progress, cancellationToken);
                return null;
            }
            catch (TransferError fault) when (!fault.CanRetry || attempt == settings.Attempts)
            {
                return fault.Message;
            }
            catch (TransferError)
            {
                await Task.Delay(settings.BackOff * (1 << (attempt - 1)), time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static void Verify(
        CatalogueEntry entry, Uri url, PartFile part, bool resumed, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        progress?.Report(new TransferProgress(TransferStage.Verifying, entry.Bytes, entry.Bytes, HttpTransfer.Describe(url)));
        var found = Checksum.Of(part.Path, entry.Checksum.Algorithm, cancellationToken);
        if (found != entry.Checksum)
        {
            part.Delete();

            // The wrong bytes may be those of an earlier attempt or another server: then this one gets a clean try.
            throw new TransferError($"gives a file with checksum {found}, but {entry.Checksum} is expected", canRetry: resumed);
        }
    }
}
