using Atelier.Imaging;
using Atelier.Studio.Data;

namespace Atelier.Studio.Pictures;

/// <summary>Results in other formats than the one they are kept in, encoded when they are first asked for and kept for the next time.</summary>
internal sealed class EncodedResults : IDisposable
{
    private static readonly PictureFormat[] Formats = [PictureFormat.Jpeg, PictureFormat.Tiff, PictureFormat.WebP];

    // As PictureWriter calls what it has not written to the end.
    private const string Unfinished = ".atelier-*.tmp";

    private readonly string _folder;
    private readonly BlobStore _blobs;
    private readonly long _mostBytes;

    // One at a time: encoding holds the whole picture in memory, and takes seconds of a processor that a job needs.
    private readonly SemaphoreSlim _encoding = new(1);

    /// <summary>Keeps them in a folder.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="blobs">The results.</param>
    /// <param name="mostBytes">The oldest go where all have more bytes than this; the last one stays.</param>
    public EncodedResults(DataFolder folder, BlobStore blobs, long mostBytes)
    {
        _folder = folder.Folder("encoded");
        _blobs = blobs;
        _mostBytes = mostBytes;
    }

    /// <summary>Opens the file of a result in another format. Requests for a file that is being encoded wait for it.</summary>
    /// <param name="id">The identifier of the result.</param>
    /// <param name="format">The format.</param>
    /// <param name="cancellation">Ends the wait for a turn.</param>
    /// <exception cref="PictureException">The result cannot be read, or the file cannot be written.</exception>
    public async Task<FileStream> Open(string id, PictureFormat format, CancellationToken cancellation)
    {
        var path = Path.Combine(_folder, Name(id, format));
        if (Find(path) is { } there)
        {
            return there;
        }

        await _encoding.WaitAsync(cancellation);
        try
        {
            return Find(path) ?? Encode(_blobs.PathOf(id), path);
        }
        finally
        {
            _encoding.Release();
        }
    }

    /// <summary>Removes those of results that are gone, and what a process left that was killed while it wrote.</summary>
    /// <param name="before">Only those that were written before.</param>
    public void Clear(DateTimeOffset before)
    {
        var gone = Files("*").Where(f => IdOf(f.Name) is { } id && !_blobs.Has(id));
        foreach (var file in gone.Concat(Files(Unfinished)).Where(f => f.LastWriteTimeUtc < before))
        {
            file.Delete();
        }
    }

    /// <summary>Removes all, for room on the disk: they can be encoded again. One that is being sent is sent to its end.</summary>
    public void Empty()
    {
        _encoding.Wait();
        try
        {
            foreach (var file in Files("*").Where(f => IdOf(f.Name) is not null))
            {
                file.Delete();
            }
        }
        finally
        {
            _encoding.Release();
        }
    }

    public void Dispose() => _encoding.Dispose();

    private static string Name(string id, PictureFormat format) => $"{id}.{format.ToString().ToLowerInvariant()}";

    private static string? IdOf(string name) =>
        name.Split('.') is [var id, var ending] && BlobStore.IsId(id) && Formats.Any(f => Name(id, f) == name) ? id : null;

    private static FileStream? Find(string path)
    {
        try
        {
            return new FileStream(path, new FileStreamOptions { Share = FileShare.Read | FileShare.Delete, Options = FileOptions.Asynchronous });
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private FileStream Encode(string source, string path)
    {
        Picture.Load(source).Save(path, new PictureWriteOptions { Recipe = PictureReader.ReadRecipe(source) });
        var file = Find(path) ?? throw new FileNotFoundException(null, path);
        MakeRoom(path);
        return file;
    }

    private void MakeRoom(string last)
    {
        var files = Files("*").Where(f => IdOf(f.Name) is not null).OrderBy(f => f.LastWriteTimeUtc).ToArray();
        var bytes = files.Sum(f => f.Length);
        foreach (var file in files.Where(f => f.FullName != Path.GetFullPath(last)).TakeWhile(_ => bytes > _mostBytes))
        {
            bytes -= file.Length;
            file.Delete();
        }
    }

    private IEnumerable<FileInfo> Files(string pattern) =>
        OwnFiles.In(_folder, name => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, name));
}
