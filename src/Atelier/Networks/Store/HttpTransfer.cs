using System.Net;
using System.Net.Http.Headers;
using Atelier.Networks.Catalogue;

namespace Atelier.Networks.Store;

/// <summary>One attempt at a download over HTTP.</summary>
internal sealed class HttpTransfer(HttpClient http, TimeProvider time, TimeSpan stallTimeout)
{
    private const int ReportEvery = 1 << 18;

    /// <summary>Fetches what is missing of the file.</summary>
    /// <returns>Whether some of the bytes were there before.</returns>
    /// <exception cref="TransferError">The attempt came to nothing or to a part.</exception>
    /// <exception cref="NetworkException">The part cannot be written.</exception>
    public async Task<bool> RunAsync(
        CatalogueEntry entry, Uri url, PartFile part, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
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

        using var stall = new CancellationTokenSource(stallTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stall.Token);
        try
        {
            using var request = Request(url, offset, part.TagOf(url));
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            offset = CheckHeaders(entry, response, offset, part);
            using var body = await response.Content.ReadAsStreamAsync(either.Token).ConfigureAwait(false);
            using var file = part.Open(offset, url, response.Headers.ETag);
            await CopyAsync(body, file).ConfigureAwait(false);
            return offset > 0;
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TransferError($"sent nothing for {stallTimeout.TotalSeconds:0.#} s", canRetry: true, exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new TransferError($"cannot be reached or broke off ({exception.Message.TrimEnd('.')})", canRetry: true, exception);
        }

        async Task CopyAsync(Stream body, FileStream file)
        {
            var buffer = new byte[1 << 16];
            var (done, reported) = (offset, -1L);
            while (true)
            {
                stall.CancelAfter(stallTimeout);
                var read = await body.ReadAsync(buffer, either.Token).ConfigureAwait(false);
                if (done + read > entry.Bytes)
                {
                    file.Dispose();
                    part.Delete();
                    throw new TransferError($"sends more than the {entry.Bytes} bytes that are expected", canRetry: false);
                }

                Write(part, file, buffer.AsSpan(0, read));
                done += read;
                if (read == 0 || done - reported >= ReportEvery)
                {
                    progress?.Report(new TransferProgress(TransferStage.Downloading, reported = done, entry.Bytes, Describe(url)));
                }

                if (read == 0)
                {
                    break;
                }
            }

            if (done < entry.Bytes)
            {
                throw new TransferError($"broke off after {done} of {entry.Bytes} bytes", canRetry: true);
            }
        }
    }

    /// <summary>A URL without user and query, which may hold secrets.</summary>
    public static string Describe(Uri url) => url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    private static HttpRequestMessage Request(Uri url, long offset, EntityTagHeaderValue? tag)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (offset > 0)
        {
            request.Headers.Range = new RangeHeaderValue(offset, null);
            request.Headers.IfRange = tag is null ? null : new RangeConditionHeaderValue(tag);
        }

        return request;
    }

    /// <summary>Where the body belongs in the file: at the start where the server sends all of it.</summary>
    private static long CheckHeaders(CatalogueEntry entry, HttpResponseMessage response, long offset, PartFile part)
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
            case HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError:
                throw new TransferError($"answers {(int)response.StatusCode} {response.ReasonPhrase}", canRetry: true);
            default:
                throw new TransferError($"answers {(int)response.StatusCode} {response.ReasonPhrase}", canRetry: false);
        }

        return response.Content.Headers.ContentLength is { } length && offset + length != entry.Bytes
            ? throw new TransferError($"announces a file of {offset + length} bytes, but {entry.Bytes} are expected", canRetry: false)
            : offset;
    }

    private static void Write(PartFile part, FileStream file, ReadOnlySpan<byte> bytes)
    {
        try
        {
            file.Write(bytes);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw part.CannotWrite(exception);
        }
    }
}
