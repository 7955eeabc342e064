using Atelier.Imaging.Storage;

namespace Atelier.Networks.Runtime;

/// <summary>Memory for tensors that lies in a <see cref="TemporaryMappedFile"/>: what is not looked at need not be resident.</summary>
internal sealed class ScratchFile : IDisposable
{
    private static readonly Lock Gate = new();
    private static readonly List<ScratchFile> Open = [];

    [ThreadStatic]
    private static ScratchFile? _taking;

    private readonly TemporaryMappedFile _file;
    private readonly FreeList _blocks;
    private readonly Dictionary<nint, IReadOnlyList<(long Start, long Size)>> _joined = [];
    private bool _isClosed;

    private ScratchFile(TemporaryMappedFile file)
    {
        _file = file;
        _blocks = new FreeList(file.Size);
        lock (Gate)
        {
            Open.Add(this);
        }
    }

    /// <summary>Whether this system has them.</summary>
    public static bool IsSupported => TemporaryMappedFile.IsSupported && TensorMemory.IsAvailable;

    /// <summary>The bytes that tensors use of it now.</summary>
    public long InUse
    {
        get
        {
            lock (Gate)
            {
                return _blocks.InUse;
            }
        }
    }

    /// <summary>Makes one of a size, all of which is reserved on the disk.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="bytes">The size.</param>
    /// <exception cref="StylizeException">The folder is missing, is no folder, lies in memory, cannot be written to, or is full.</exception>
    public static ScratchFile Create(string folder, long bytes) => new(TemporaryMappedFile.Create(folder, bytes));

    /// <summary>
    /// Until the result is disposed, large tensors that this thread makes lie in the file, as long as there is room.
    /// </summary>
    public IDisposable AllocateIn()
    {
        var before = _taking;
        _taking = this;
        return new Until(() => _taking = before);
    }

    /// <summary>A block for so many bytes where this thread takes from a file that has room; else 0.</summary>
    public static nint Take(long bytes)
    {
        if (_taking is not { } file)
        {
            return 0;
        }

        lock (Gate)
        {
            return file._isClosed ? 0 : file.TakeOpen(LargePages.RoundUp(bytes));
        }
    }

    /// <summary>Takes a block back, if it is one of any file.</summary>
    public static bool TryReturn(nint block)
    {
        lock (Gate)
        {
            foreach (var file in Open)
            {
                if (file.TryReturnToOpen(block))
                {
                    file.GiveBackIfDone();
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Takes no more tensors, and gives the file back: at once, or, where tensors are left in it, with the last of them.</summary>
    public void Dispose()
    {
        lock (Gate)
        {
            _isClosed = true;
            GiveBackIfDone();
        }
    }

    // Free space is in pieces where large blocks were freed between others: it is mapped as one.
    private nint TakeOpen(long size)
    {
        if (_blocks.Take(size) is { } start)
        {
            return _file.Start + (nint)start;
        }

        if (_blocks.TakeParts(size) is not { } parts)
        {
            return 0;
        }

        var place = _file.Join(parts);
        if (place == 0)
        {
            Return(parts);
            return 0;
        }

        _joined.Add(place, parts);
        return place;
    }

    private bool TryReturnToOpen(nint block)
    {
        if (!_joined.Remove(block, out var parts))
        {
            return _blocks.TryReturn(block - _file.Start);
        }

        _file.Part(block);
        Return(parts);
        return true;
    }

    private void Return(IReadOnlyList<(long Start, long Size)> parts)
    {
        foreach (var (start, _) in parts)
        {
            _blocks.TryReturn(start);
        }
    }

    // To look at a tensor whose memory is gone would end the process, and a view that nobody holds any more lives on until it is collected.
    private void GiveBackIfDone()
    {
        if (_isClosed && _blocks.InUse == 0 && Open.Remove(this))
        {
            _file.Dispose();
        }
    }

    private sealed class Until(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
