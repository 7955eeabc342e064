using System.IO.MemoryMappedFiles;

namespace Atelier.Networks.Weights;

/// <summary>A file mapped into memory for reading: only the pages that are looked at are read from disk.</summary>
internal sealed unsafe class MappedFile : IWeightsBytes
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;

    private MappedFile(string path, FileStream stream)
    {
        Path = path;
        Length = stream.Length;
        _file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _start = start + _view.PointerOffset;
    }

    /// <inheritdoc/>
    public string Path { get; }

    /// <inheritdoc/>
    public long Length { get; }

    /// <summary>Maps a file that is not empty.</summary>
    /// <exception cref="NetworkException">It is not there, is empty or cannot be read.</exception>
    public static MappedFile Open(string path)
    {
        try
        {
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            try
            {
                return stream.Length == 0
                    ? throw WeightsError.In(path, $"the file is empty; fetch it again")
                    : new MappedFile(path, stream);
            }
            catch
            {
                stream.Dispose();
                throw;
            }
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw WeightsError.In(path, $"there is no such file; check the path", exception, MessageCodes.FileMissing);
        }
        catch (Exception exception) when (WeightsError.IsFileError(exception))
        {
            throw WeightsError.Unreadable(path, exception);
        }
    }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Slice(long offset, long length, string what)
    {
        ObjectDisposedException.ThrowIf(_view.SafeMemoryMappedViewHandle.IsClosed, this);
        if (offset < 0 || length < 0 || offset > Length - length)
        {
            throw WeightsError.CutShort(Path, what, offset + length, Length);
        }

        return length > int.MaxValue
            ? throw WeightsError.In(Path, $"{what} has {length} bytes, more than Atelier reads at once ({int.MaxValue}); use another file")
            : new ReadOnlySpan<byte>(_start + offset, (int)length);
    }

    public void Dispose()
    {
        if (!_view.SafeMemoryMappedViewHandle.IsClosed)
        {
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
            _file.Dispose();
        }
    }
}
