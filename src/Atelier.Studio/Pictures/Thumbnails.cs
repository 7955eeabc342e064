using Atelier.Imaging;
using Atelier.Studio.Data;

namespace Atelier.Studio.Pictures;

/// <summary>Reduced pictures that a browser can show, made when they are first asked for and kept.</summary>
internal sealed class Thumbnails : IDisposable
{
    /// <summary>The largest, from which smaller ones are made.</summary>
    public const int Largest = 1536;

    // Only these, so that asking for many sizes does not fill the disk.
    private static readonly int[] Sizes = [96, 192, 384, 768, Largest];

    private static readonly PictureWriteOptions Writing = new() { Quality = 85 };

    private readonly string _folder;
    private readonly BlobStore _blobs;
    private readonly PictureLimits _limits;
    private readonly SemaphoreSlim _decoding = new(1);

    public Thumbnails(DataFolder folder, BlobStore blobs, PictureLimits limits)
    {
        _folder = folder.Folder("thumbnails");
        _blobs = blobs;
        _limits = limits;
    }

    /// <summary>The file of a reduced picture.</summary>
    /// <param name="id">The identifier of the picture.</param>
    /// <param name="size">The longest side that is wanted, in pixels; the next size that there is, is given.</param>
    /// <param name="cancellation">Ends the wait for a turn: one picture is decoded at a time.</param>
    /// <exception cref="PictureException">The picture is damaged.</exception>
    public async Task<string> Get(string id, int size, CancellationToken cancellation)
    {
        var side = Side(size);
        if (Find(id, side) is { } there)
        {
            return there;
        }

        await _decoding.WaitAsync(cancellation);
        try
        {
            return Find(id, side) ?? Write(id, side, PictureReader.ReadReduced(Find(id, Largest) ?? _blobs.PathOf(id), side, _limits));
        }
        finally
        {
            _decoding.Release();
        }
    }

    /// <summary>Decodes a file that is no blob yet, which finds any damage, and keeps its reduced picture.</summary>
    /// <exception cref="PictureException">The picture is damaged.</exception>
    public async Task Decode(string path, string id, CancellationToken cancellation)
    {
        await _decoding.WaitAsync(cancellation);
        try
        {
            Write(id, Largest, PictureReader.ReadReduced(path, Largest, _limits));
        }
        finally
        {
            _decoding.Release();
        }
    }

    /// <summary>Removes those of pictures that are gone.</summary>
    /// <param name="before">Only those that were made before: that of a picture which is being taken in is there before it.</param>
    public void Clear(DateTimeOffset before)
    {
        foreach (var file in OwnFiles.In(_folder, IsName).Where(f => f.LastWriteTimeUtc < before && !_blobs.Has(f.Name[..64])))
        {
            file.Delete();
        }
    }

    /// <summary>The longest side of the reduced picture that is given where one of this size is asked for.</summary>
    public static int Side(int size) => Sizes.FirstOrDefault(s => s >= size, Largest);

    public void Dispose() => _decoding.Dispose();

    /// <summary>The content type of a file here.</summary>
    public static string ContentType(string path) => path.EndsWith(".webp", StringComparison.Ordinal) ? "image/webp" : "image/jpeg";

    // Those of earlier versions that were being written when a process died, too.
    private static bool IsName(string name) =>
        name.Length > 65 && BlobStore.IsId(name[..64]) && name[64] == '-' && Path.GetExtension(name) is ".jpg" or ".webp";

    private string? Find(string id, int size) =>
        new[] { PathOf(id, size, ".jpg"), PathOf(id, size, ".webp") }.FirstOrDefault(File.Exists);

    private string Write(string id, int size, Picture picture)
    {
        var (format, ending) = picture.Alpha is null ? (PictureFormat.Jpeg, ".jpg") : (PictureFormat.WebP, ".webp");
        var path = PathOf(id, size, ending);
        _blobs.Place(picture.Encode(format, Writing), path);
        return path;
    }

    private string PathOf(string id, int size, string ending) => Path.Combine(_folder, $"{id}-{size}{ending}");
}
