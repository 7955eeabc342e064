namespace Atelier.Cli.Running;

/// <summary>
/// A standard stream whose failure ends nothing: after the first one (a full disk, a closed terminal) it throws away all further text.
/// </summary>
/// <param name="stream">The stream.</param>
internal sealed class GuardedStream(Stream stream) : Stream
{
    /// <summary>Why nothing more is written; null while all is well.</summary>
    public string? Fault { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (Fault is not null)
        {
            return;
        }

        try
        {
            stream.Write(buffer);
            stream.Flush();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException) // EBADF is the latter
        {
            Fault = error.Message.TrimEnd('.');
        }
    }

    public override void Flush()
    {
        // Each write has done it.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
