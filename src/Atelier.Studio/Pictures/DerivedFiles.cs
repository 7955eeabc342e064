using Atelier.Imaging;
using Atelier.Studio.Data;

namespace Atelier.Studio.Pictures;

/// <summary>
/// Files that are made of stored pictures when they are first asked for, and kept for the next time. Their names are the picture's
/// identifier and an ending.
/// </summary>
/// <param name="folder">The path of their folder.</param>
/// <param name="blobs">The pictures.</param>
/// <param name="mostBytes">The oldest go where all have more bytes than this; the last one stays.</param>
internal abstract class DerivedFiles(string folder, BlobStore blobs, long mostBytes) : IDisposable
{
    // One at a time: it holds a whole picture in memory, and takes a processor that a job needs.
    private readonly SemaphoreSlim _making = new(1);

    /// <summary>The pictures.</summary>
    protected BlobStore Blobs => blobs;

    /// <summary>Removes those of pictures that are gone.</summary>
    /// <param name="before">Only those that were made before: that of a picture which is being taken in is there before it.</param>
    public void Clear(DateTimeOffset before) =>
        Remove(Files().Where(f => f.LastWriteTimeUtc < before && !blobs.Has(f.Name[..BlobStore.IdLength])));

    /// <summary>Removes all, for room on the disk: they can be made again. One that is being sent is sent to its end.</summary>
    public void Empty()
    {
        _making.Wait();
        try
        {
            Remove(Files());
        }
        finally
        {
            _making.Release();
        }
    }

    public void Dispose() => _making.Dispose();

    /// <summary>Whether what follows the identifier in a name is an ending that these files have.</summary>
    protected abstract bool IsEnding(ReadOnlySpan<char> ending);

    /// <summary>Opens the first of some files that is there; null where none is.</summary>
    protected FileStream? Find(string id, params IEnumerable<string> endings)
    {
        var path = endings.Select(e => PathOf(id, e)).FirstOrDefault(File.Exists);
        try
        {
            return path is null ? null : OwnFiles.Open(path);
        }
        catch (FileNotFoundException)
        {
            return null; // it was cleared away between two looks
        }
    }

    /// <summary>Waits for a turn to make a file.</summary>
    protected async Task<T> InTurn<T>(Func<T> make, CancellationToken cancellation)
    {
        await _making.WaitAsync(cancellation);
        try
        {
            return make();
        }
        finally
        {
            _making.Release();
        }
    }

    /// <summary>Keeps a file that was made, and opens it.</summary>
    protected FileStream Keep(string id, string ending, byte[] bytes)
    {
        var path = PathOf(id, ending);
        blobs.Place(bytes, path);
        var kept = OwnFiles.Open(path);
        if (mostBytes < long.MaxValue)
        {
            MakeRoom(path);
        }

        return kept;
    }

    private static void Remove(IEnumerable<FileInfo> files)
    {
        foreach (var file in files)
        {
            file.Delete();
        }
    }

    private void MakeRoom(string last)
    {
        var files = Files().OrderBy(f => f.LastWriteTimeUtc).ToArray();
        var bytes = files.Sum(f => f.Length);
        foreach (var file in files.Where(f => f.FullName != Path.GetFullPath(last)).TakeWhile(_ => bytes > mostBytes))
        {
            bytes -= file.Length;
            file.Delete();
        }
    }

    private IEnumerable<FileInfo> Files() => OwnFiles.In(folder, name =>
        name.Length > BlobStore.IdLength && BlobStore.IsId(name[..BlobStore.IdLength]) && IsEnding(name.AsSpan(BlobStore.IdLength)));

    private string PathOf(string id, string ending) => Path.Combine(folder, id + ending);
}

/// <summary>Reduced pictures that a browser can show.</summary>
internal sealed class Thumbnails(DataFolder folder, BlobStore blobs, StudioSettings settings)
    : DerivedFiles(folder.Folder("thumbnails"), blobs, long.MaxValue)
{
    /// <summary>The longest side of the largest, from which smaller ones are made.</summary>
    private const int Largest = 1536;

    // Only these, so that asking for many sizes does not fill the disk.
    private static readonly int[] Sizes = [96, 192, 384, 768, Largest];

    private static readonly PictureWriteOptions Writing = new() { Quality = 85 };

    /// <summary>The longest side of the reduced picture that is given where one of this size is asked for.</summary>
    public static int Side(int size) => Sizes.FirstOrDefault(s => s >= size, Largest);

    /// <summary>The content type of a file here.</summary>
    public static string ContentType(string path) => path.EndsWith(".webp", StringComparison.Ordinal) ? "image/webp" : "image/jpeg";

    /// <summary>Opens the file of a reduced picture.</summary>
    /// <param name="id">The identifier of the picture.</param>
    /// <param name="side">The longest side, as <see cref="Side"/> gives it.</param>
    /// <param name="cancellation">Ends the wait for a turn.</param>
    /// <exception cref="PictureException">The picture is damaged.</exception>
    public async Task<FileStream> Open(string id, int side, CancellationToken cancellation)
    {
        return Find(id, side) ?? await InTurn(() => Find(id, side) ?? Make(), cancellation);

        FileStream Make()
        {
            using var largest = Find(id, Largest);
            return Reduce(largest?.Name ?? Blobs.PathOf(id), id, side);
        }
    }

    /// <summary>Decodes a file that is no blob yet, which finds any damage, and keeps its reduced picture.</summary>
    /// <exception cref="PictureException">The picture is damaged.</exception>
    public async Task Decode(string path, string id, CancellationToken cancellation) =>
        await (await InTurn(() => Reduce(path, id, Largest), cancellation)).DisposeAsync();

    protected override bool IsEnding(ReadOnlySpan<char> ending) => ending.StartsWith('-') && Path.GetExtension(ending) is ".jpg" or ".webp";

    private FileStream? Find(string id, int side) => Find(id, $"-{side}.jpg", $"-{side}.webp");

    private FileStream Reduce(string path, string id, int side)
    {
        var picture = PictureReader.ReadReduced(path, side, UploadService.Limits(settings));
        var (format, ending) = picture.Alpha is null ? (PictureFormat.Jpeg, ".jpg") : (PictureFormat.WebP, ".webp");
        return Keep(id, $"-{side}{ending}", picture.Encode(format, Writing));
    }
}

/// <summary>Results in other formats than the one they are kept in.</summary>
internal sealed class EncodedResults(DataFolder folder, BlobStore blobs, long mostBytes = 2L << 30)
    : DerivedFiles(folder.Folder("encoded"), blobs, mostBytes)
{
    /// <summary>Opens the file of a result in another format. Requests for a file that is being encoded wait for it.</summary>
    /// <exception cref="PictureException">The result cannot be read.</exception>
    public async Task<FileStream> Open(string id, PictureFormat format, CancellationToken cancellation)
    {
        var ending = $".{format.ToString().ToLowerInvariant()}";
        return Find(id, ending) ?? await InTurn(() => Find(id, ending) ?? Encode(), cancellation);

        FileStream Encode()
        {
            var path = Blobs.PathOf(id);
            return Keep(id, ending, Picture.Load(path).Encode(format, new PictureWriteOptions { Recipe = PictureReader.ReadRecipe(path) }));
        }
    }

    protected override bool IsEnding(ReadOnlySpan<char> ending) => ending is ".jpeg" or ".tiff" or ".webp";
}
