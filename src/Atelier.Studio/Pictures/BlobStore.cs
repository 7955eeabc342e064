using System.Security.Cryptography;
using Atelier.Studio.Data;

namespace Atelier.Studio.Pictures;

/// <summary>
/// Files under the checksum of their content, so that no name that a client gives ever becomes a path. A file is there whole or
/// not at all.
/// </summary>
internal sealed class BlobStore
{
    /// <summary>How many digits the name of a file has: those of a SHA-256.</summary>
    public const int IdLength = 64;

    private readonly string _files;
    private readonly string _incoming;
    private long _bytes;

    /// <summary>Uses a folder, and removes files that an earlier process had not finished when it died.</summary>
    public BlobStore(DataFolder folder)
    {
        _files = folder.Folder("files");
        _incoming = folder.Folder("incoming");
        OwnFiles.Clear(_incoming, name => OwnFiles.IsGuid(name));
        _bytes = All().Sum(f => f.Length);
    }

    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Whether a text is the name of a file here, as far as its form goes.</summary>
    public static bool IsId(string? text) => OwnFiles.IsNumber(text, IdLength);

    /// <summary>Where a file lies.</summary>
    /// <exception cref="ArgumentException">It is no name of a file here.</exception>
    public string PathOf(string id) => IsId(id)
        ? Path.Combine(_files, id[..2], id)
        : throw new ArgumentException($"\"{id}\" is no checksum.", nameof(id));

    public bool Has(string id) => File.Exists(PathOf(id));

    /// <summary>A new, empty file to write to, which <see cref="Keep(string, string)"/> takes in.</summary>
    public FileStream NewFile() => new(
        Path.Combine(_incoming, Guid.NewGuid().ToString("N")), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0, useAsync: true);

    /// <summary>Takes in a file of <see cref="NewFile"/> that is written and flushed to the disk.</summary>
    public void Keep(string path, string id)
    {
        var target = PathOf(id);
        var folder = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(folder);
        var bytes = File.Exists(target) ? 0 : new FileInfo(path).Length;
        File.Move(path, target, overwrite: true);
        FolderSync.Flush(folder);
        Interlocked.Add(ref _bytes, bytes);
    }

    /// <summary>Writes a file.</summary>
    /// <returns>Its name.</returns>
    public string Keep(byte[] bytes)
    {
        var id = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (Has(id))
        {
            File.SetLastWriteTimeUtc(PathOf(id), DateTime.UtcNow); // young files are left alone where unused ones are cleared away
        }
        else
        {
            Write(bytes, path => Keep(path, id));
        }

        return id;
    }

    /// <summary>Writes a file beside its place and moves it there, over what has its name. A link of that name goes; what it leads to stays.</summary>
    public void Place(byte[] bytes, string path) => Write(bytes, written => File.Move(written, path, overwrite: true));

    /// <summary>Removes a file; it may be gone already.</summary>
    public void Remove(string id)
    {
        if (OwnFiles.IsRealFolder(_files) && Files(id[..2]).FirstOrDefault(f => f.Name == id) is { } file)
        {
            var bytes = file.Length;
            file.Delete();
            Interlocked.Add(ref _bytes, -bytes);
        }
    }

    public IEnumerable<FileInfo> All() => OwnFiles.IsRealFolder(_files)
        ? new DirectoryInfo(_files).EnumerateDirectories().SelectMany(d => Files(d.Name))
        : [];

    // A failure, as on a full disk, leaves nothing.
    private void Write(byte[] bytes, Action<string> place)
    {
        using var stream = NewFile();
        try
        {
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
            stream.Close();
            place(stream.Name);
        }
        finally
        {
            stream.Close();
            File.Delete(stream.Name);
        }
    }

    private IEnumerable<FileInfo> Files(string start) =>
        OwnFiles.In(Path.Combine(_files, start), name => IsId(name) && name.StartsWith(start, StringComparison.Ordinal));
}
