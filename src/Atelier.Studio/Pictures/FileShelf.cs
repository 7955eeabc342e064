using System.Buffers;
using System.Security.Cryptography;

namespace Atelier.Studio.Pictures;

/// <summary>
/// Files under the checksum of their content, so that no name that a client gives ever becomes a path. A file is there whole or
/// not at all.
/// </summary>
internal sealed class FileShelf
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    private readonly string _files;
    private readonly string _incoming;
    private long _bytes;

    /// <summary>Uses a folder. What an earlier process was writing when it died goes.</summary>
    public FileShelf(string folder)
    {
        _files = Path.Combine(folder, "files");
        _incoming = Path.Combine(folder, "incoming");
        Directory.CreateDirectory(_files);
        Directory.CreateDirectory(_incoming);
        foreach (var left in Directory.EnumerateFiles(_incoming))
        {
            File.Delete(left);
        }

        _bytes = All().Sum(f => f.Length);
    }

    /// <summary>How many bytes all files have.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Whether a text is the name of a file here, as far as its form goes.</summary>
    public static bool IsId(string? text) => text is { Length: 64 } && !text.AsSpan().ContainsAnyExcept(Digits);

    /// <summary>Where a file lies.</summary>
    /// <exception cref="ArgumentException">It is no name of a file here.</exception>
    public string PathOf(string id) => IsId(id)
        ? Path.Combine(_files, id[..2], id)
        : throw new ArgumentException($"\"{id}\" is no checksum.", nameof(id));

    /// <summary>Whether it is there.</summary>
    public bool Has(string id) => File.Exists(PathOf(id));

    /// <summary>A new, empty file to write to, which <see cref="Keep(string, string)"/> takes in.</summary>
    public FileStream NewFile() => new(
        Path.Combine(_incoming, Guid.NewGuid().ToString("N")), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1 << 16, useAsync: true);

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
            using var stream = NewFile();
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
            stream.Close();
            Keep(stream.Name, id);
        }

        return id;
    }

    /// <summary>Removes a file; it may be gone already.</summary>
    public void Remove(string id)
    {
        var file = new FileInfo(PathOf(id));
        if (file.Exists)
        {
            var bytes = file.Length;
            file.Delete();
            Interlocked.Add(ref _bytes, -bytes);
        }
    }

    /// <summary>All that are there.</summary>
    public IEnumerable<FileInfo> All() => new DirectoryInfo(_files).EnumerateFiles("*", SearchOption.AllDirectories).Where(f => IsId(f.Name));
}
