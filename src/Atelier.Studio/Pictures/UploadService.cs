using System.Security.Cryptography;
using Atelier.Client;
using Atelier.Imaging;
using Atelier.Studio.Jobs;

namespace Atelier.Studio.Pictures;

/// <summary>Takes in uploads: whatever is too large, damaged or no picture leaves nothing behind.</summary>
internal sealed class UploadService(BlobStore blobs, Thumbnails thumbnails, JobStore store, StudioSettings settings)
{
    /// <summary>
    /// The limits of every picture that is decoded. A picture that is decoded as a whole may take as much as one of 8 bits with alpha.
    /// </summary>
    public static PictureLimits Limits(StudioSettings settings) =>
        new() { MaxPixels = settings.Pixels, MaxBytesAtOnce = 4 * settings.Pixels };

    /// <summary>Whether there is no room for another upload.</summary>
    public bool IsFull => settings.KeepBytes is { } most && blobs.Bytes + settings.UploadBytes > most;

    /// <summary>Reads a body to its end and keeps its picture.</summary>
    /// <returns>The picture, and whether it was not there before.</returns>
    /// <exception cref="PictureException">It is no picture, damaged or too large; the message names no file.</exception>
    public async Task<(PictureInfo Picture, bool IsNew)> Take(Stream body, CancellationToken cancellation)
    {
        var file = blobs.NewFile();
        try
        {
            var (id, bytes) = await Receive(body, file, cancellation);
            await file.DisposeAsync();
            if (store.FindPicture(id) is { } known && blobs.Has(id))
            {
                store.Add(known);
                return (known, false);
            }

            var header = PictureReader.Inspect(file.Name, Limits(settings));
            await thumbnails.Decode(file.Name, id, cancellation);
            blobs.Keep(file.Name, id);
            var picture = new PictureInfo(id, header.Width, header.Height, header.Format.ToString().ToLowerInvariant(), header.HasAlpha, bytes);
            return (picture, store.Add(picture));
        }
        catch (PictureException error)
        {
            throw new PictureException(error.Code, $"{error.Details.ToString(UploadNames.Instance)}", error.InnerException);
        }
        finally
        {
            await file.DisposeAsync();
            File.Delete(file.Name); // the file is not buffered, so that nothing above fails on a full disk
        }
    }

    private static async Task<(string Id, long Bytes)> Receive(Stream body, FileStream file, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        var bytes = 0L;
        while (await body.ReadAsync(buffer, cancellation) is > 0 and var read)
        {
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
            bytes += read;
        }

        await file.FlushAsync(cancellation);
        file.Flush(flushToDisk: true);
        return (Convert.ToHexStringLower(hash.GetHashAndReset()), bytes);
    }

    // A client does not know what its picture is called here.
    private sealed class UploadNames : MessageNames
    {
        public static UploadNames Instance { get; } = new();

        public override string NameOption(string name) => name;

        public override string NameFile(string path) => "The picture";
    }
}
