using System.Runtime.ExceptionServices;
using Atelier.Imaging.Storage;
using NetVips;

namespace Atelier.Imaging;

/// <summary>
/// Lets libvips write to a stream. An exception must not pass through native code: libvips gets an error code, and the exception is thrown
/// again after libvips has returned.
/// </summary>
internal static class StreamTarget
{
    private const long BytesBetweenRests = 1 << 20;

    /// <summary>Runs a saver on a stream that can seek and be read, as TIFF requires.</summary>
    /// <exception cref="IOException">The stream could not be written.</exception>
    /// <exception cref="VipsException">The picture could not be encoded.</exception>
    public static void Save(Stream stream, Action<Target> save)
    {
        ExceptionDispatchInfo? fault = null;
        var written = 0L;
        long Guarded(Func<long> action)
        {
            try
            {
                return fault is null ? action() : -1;
            }
            catch (Exception error)
            {
                fault = ExceptionDispatchInfo.Capture(error);
                return -1;
            }
        }

        using var target = new TargetCustom();
        target.OnWrite += (buffer, length) => Guarded(() =>
        {
            stream.Write(buffer, 0, length);
            if ((written += length) >= BytesBetweenRests)
            {
                TemporaryMappedFile.EvictPages();
                written = 0;
            }

            return length;
        });
        target.OnRead += (buffer, length) => (int)Guarded(() => stream.Read(buffer, 0, length));
        target.OnSeek += (offset, origin) => Guarded(() => stream.Seek(offset, origin));
        target.OnEnd += () => (int)Guarded(() =>
        {
            stream.Flush();
            return 0;
        });
        try
        {
            save(target);
        }
        catch (VipsException)
        {
            fault?.Throw();
            throw;
        }

        fault?.Throw();
    }
}
