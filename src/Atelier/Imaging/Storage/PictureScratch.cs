namespace Atelier.Imaging.Storage;

/// <summary>
/// A folder on a disk for pictures that the memory is too small for. From when it is made until it is disposed, large pictures that
/// this thread reads, resizes or paints lie in files there, of which only what is looked at is in memory. Those pictures cannot be
/// used any longer than it. Whether they lie there or in memory changes no value of them. 64-bit Linux alone.
/// </summary>
public sealed class PictureScratch : IDisposable
{
    // A megapixel, without alpha. Several pictures are there at once, and however many styles a batch has: together even those count that
    // would be nothing beside a tile.
    private const long SmallestFile = 3L * sizeof(float) * (1 << 20);

    [ThreadStatic]
    private static PictureScratch? _current;

    private readonly PictureScratch? _before;
    private readonly string _folder;
    private readonly long _smallest;
    private readonly List<TemporaryMappedFile> _files = [];

    /// <summary>Begins to use a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="StylizeException">It is missing, lies in memory, cannot be written to, or is full; or this is not 64-bit Linux.</exception>
    public PictureScratch(string folder)
        : this(folder, SmallestFile)
    {
    }

    internal PictureScratch(string folder, long smallest)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        TemporaryMappedFile.Check(folder);
        (_folder, _smallest, _before, _current) = (folder, smallest, _current, this);
    }

    /// <summary>Begins to use a folder, if one is named.</summary>
    /// <param name="folder">The folder; null for memory, where there is nothing to begin.</param>
    /// <exception cref="StylizeException">It is missing, lies in memory, cannot be written to, or is full; or this is not 64-bit Linux.</exception>
    public static PictureScratch? In(string? folder) => folder is null ? null : new PictureScratch(folder);

    /// <summary>Whether this thread has one that takes a picture of a size.</summary>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    internal static bool Takes(long width, long height) => _current is { } scratch && 3 * sizeof(float) * width * height >= scratch._smallest;

    /// <summary>A file for so many bytes, where this thread has a folder for them; else null.</summary>
    /// <exception cref="StylizeException">There is no room for it.</exception>
    internal static TemporaryMappedFile? Take(long bytes)
    {
        if (_current is not { } scratch || bytes < scratch._smallest)
        {
            return null;
        }

        var file = TemporaryMappedFile.Create(scratch._folder, bytes);
        scratch._files.Add(file);
        return file;
    }

    /// <summary>Gives all files back: the pictures in them are gone.</summary>
    public void Dispose()
    {
        _files.ForEach(f => f.Dispose());
        _files.Clear();
        if (_current == this)
        {
            _current = _before;
        }
    }
}
