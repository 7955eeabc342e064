using System.IO.MemoryMappedFiles;

namespace Atelier.Networks.Weights;

/// <summary>The bytes of a weights file: mapped, so that only pages that are read come from the disk, or in memory already.</summary>
internal sealed unsafe class WeightsBytes : IDisposable
{
    private readonly byte* _start;
    private Action? _release;

    private WeightsBytes(string path, byte* start, long length, Action release)
    {
        (Path, Length, _release) = (path, length, release);
        _start = start;
    }

    /// <summary>The file's name in messages.</summary>
    public string Path { get; }

    /// <summary>The number of bytes.</summary>
    public long Length { get; }

    /// <summary>Takes a file that is in memory already, such as one that is part of the program.</summary>
    public static WeightsBytes Of(string name, ReadOnlyMemory<byte> bytes)
    {
        var pin = bytes.Pin();
        return new WeightsBytes(name, (byte*)pin.Pointer, bytes.Length, pin.Dispose);
    }

    /// <summary>Maps a file that is not empty.</summary>
    /// <exception cref="NetworkException">It is missing, empty or cannot be read.</exception>
    public static WeightsBytes Open(string path)
    {
        try
        {
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            try
            {
                return stream.Length == 0 ? throw WeightsError.In(path, $"the file is empty; fetch it again") : Map(path, stream);
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

    /// <summary>The bytes from <paramref name="offset"/> on; valid until this object is disposed.</summary>
    /// <exception cref="NetworkException">They reach beyond the end; the message calls them <paramref name="what"/>.</exception>
    public ReadOnlySpan<byte> Slice(long offset, long length, string what)
    {
        ObjectDisposedException.ThrowIf(_release is null, this);
        return offset < 0 || length < 0 || offset > Length - length ? throw WeightsError.CutShort(Path, what, offset + length, Length)
            : length > int.MaxValue ? throw WeightsError.In(
                Path, $"{what} has {length} bytes, more than Atelier reads at once ({int.MaxValue}); use another file")
            : new ReadOnlySpan<byte>(_start + offset, (int)length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _release?.Invoke();
        _release = null;
    }

    private static WeightsBytes Map(string path, FileStream stream)
    {
        const MemoryMappedFileAccess Access = MemoryMappedFileAccess.Read;
        var length = stream.Length; // before the mapping, which a file that grows meanwhile would otherwise exceed
        var file = MemoryMappedFile.CreateFromFile(stream, null, 0, Access, HandleInheritability.None, leaveOpen: false);
        var view = file.CreateViewAccessor(0, 0, Access);
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        return new WeightsBytes(path, start + view.PointerOffset, length, () =>
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
            view.Dispose();
            file.Dispose();
        });
    }
}
