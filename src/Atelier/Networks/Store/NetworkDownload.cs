using System.Net;
using System.Net.Http.Headers;
using Atelier.Networks.Catalogue;

namespace Atelier.Networks.Store;

/// <summary>The attempts and the time limits of a download.</summary>
internal sealed record DownloadSettings
{
    /// <summary>Attempts at each URL.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>The pause before the second attempt; it doubles with each further one.</summary>
    public TimeSpan BackOff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest time without a byte.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>
/// Fetches a catalogue entry's file over HTTP into a part: several attempts at each URL, each of which continues the last one, or that of
/// an earlier run.
/// </summary>
internal sealed class NetworkDownload(
    HttpClient http,
    TimeProvider time,
    DownloadSettings settings,
    CatalogueEntry entry,
    PartFile part,
    IProgress<TransferProgress>? progress)
{
    private const int ReportEvery = 1 << 18;

    /// <summary>Fetches the file and compares its checksum.</summary>
    /// <param name="urls">The URLs, in the order in which they are tried.</param>
    /// <param name="cancellationToken">Stops the download; the bytes so far stay in the part.</param>
    /// <returns>The URL that gave the file.</returns>
    /// <exception cref="NetworkException">No URL gave the file, or the part cannot be written.</exception>
    public async Task<Uri> FetchAsync(IReadOnlyList<Uri> urls, CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        foreach (var url in urls)
        {
            if (await TryAsync(url, cancellationToken).ConfigureAwait(false) is not { } fault)
            {
                return url;
            }

            faults.Add($"{Describe(url)} {fault}");
        }

        throw new NetworkException(
            MessageCodes.NetworkNotFetched,
            $"{entry.Name} could not be fetched: {Quoted.Line(string.Join("; ", faults))}. Try again (it goes on where it broke off), or give another place with {new OptionName("from")} URL-OR-FILE.");
    }

    /// <summary>A URL without user and query, which may hold secrets.</summary>
    public static string Describe(Uri url) => url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    // The last fault; null where the right file has arrived.
    private async Task<string?> TryAsync(Uri url, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var resumed = await TransferAsync(url, cancellationToken).ConfigureAwait(false);
                Verify(url, resumed, cancellationToken);
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

    private void Verify(Uri url, bool resumed, CancellationToken cancellationToken)
    {
        Report(TransferStage.Verifying, entry.Bytes, url);
        var found = Checksum.Of(part.Path, entry.Checksum.Algorithm, cancellationToken);
        if (found != entry.Checksum)
        {
            part.Delete();

            // The wrong bytes may be those of an earlier attempt or another server: then this one gets a clean try.
            throw new TransferError($"gives a file with checksum {found}, but {entry.Checksum} is expected", canRetry: resumed);
        }
    }

    // One attempt at the missing bytes. True where some of them came from an earlier attempt.
    private async Task<bool> TransferAsync(Uri url, CancellationToken cancellationToken)
    {
        if (part.Length > entry.Bytes)
        {
            part.Delete();
        }

        var offset = part.Length;
        if (offset == entry.Bytes)
        {
            return true;
        }

        using var stall = new CancellationTokenSource(settings.StallTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stall.Token);
        try
        {
            using var request = Request(url, offset);
            using var response = await http
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            offset = CheckHeaders(response, offset);
            using var body = await response.Content.ReadAsStreamAsync(either.Token).ConfigureAwait(false);
            using var file = part.Open(offset, url, response.Headers.ETag);
            await CopyAsync(body, file).ConfigureAwait(false);
            return offset > 0;
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TransferError($"sent nothing for {settings.StallTimeout.TotalSeconds:0.#} s", canRetry: true, exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new TransferError($"cannot be reached or broke off ({exception.Message.TrimEnd('.')})", canRetry: true, exception);
        }

        async Task CopyAsync(Stream body, FileStream file)
        {
            var buffer = new byte[1 << 16];
            var (done, reported, read) = (offset, -1L, 1);
            while (read > 0)
            {
                stall.CancelAfter(settings.StallTimeout);
                read = await body.ReadAsync(buffer, either.Token).ConfigureAwait(false);
                if (done + read > entry.Bytes)
                {
                    file.Dispose();
                    part.Delete();
                    throw new TransferError($"sends more than the {entry.Bytes} bytes that are expected", canRetry: false);
                }

                part.Write(file, buffer.AsMemory(0, read));
                done += read;
                if (read == 0 || done - reported >= ReportEvery)
                {
                    Report(TransferStage.Downloading, reported = done, url);
                }
            }

            if (done < entry.Bytes)
            {
                throw new TransferError($"broke off after {done} of {entry.Bytes} bytes", canRetry: true);
            }
        }
    }

    private HttpRequestMessage Request(Uri url, long offset)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (offset > 0)
        {
            request.Headers.Range = new RangeHeaderValue(offset, null);
            request.Headers.IfRange = part.TagOf(url) is { } tag ? new RangeConditionHeaderValue(tag) : null;
        }

        return request;
    }

    // Where the body belongs in the file: at the start where the server sends all of it.
    private long CheckHeaders(HttpResponseMessage response, long offset)
    {
        var range = response.Content.Headers.ContentRange;
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
                offset = 0;
                break;
            case HttpStatusCode.PartialContent when range?.From == offset && (range.Length ?? entry.Bytes) == entry.Bytes:
                break;
            case HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable:
                part.Delete();
                throw new TransferError($"cannot go on at byte {offset} of {entry.Bytes}", canRetry: true);
            case var status:
                var canRetry = status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;
                throw new TransferError($"answers {(int)status} {response.ReasonPhrase}", canRetry);
        }

        return response.Content.Headers.ContentLength is { } length && offset + length != entry.Bytes
            ? throw new TransferError($"announces a file of {offset + length} bytes, but {entry.Bytes} are expected", canRetry: false)
            : offset;
    }

    private void Report(TransferStage stage, long bytes, Uri url) =>
        progress?.Report(new TransferProgress(stage, bytes, entry.Bytes, Describe(url)));

    // A failed attempt, in a clause; whether the same server may do better next time.
    private sealed class TransferError(string message, bool canRetry, Exception? cause = null) : Exception(message, cause)
    {
        public bool CanRetry => canRetry;
    }
}
