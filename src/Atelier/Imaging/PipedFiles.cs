namespace Atelier.Imaging;

/// <summary>
/// What comes through pipes, which can be read once. From when this is made until it is disposed, what is read of a picture that is no
/// regular file stays in memory, so that it can be looked at again under the same name.
/// </summary>
public sealed class PipedFiles : IDisposable
{
    /// <summary>The name of standard input.</summary>
    public const string StandardInput = "-";

    private static readonly AsyncLocal<PipedFiles?> Current = new();

    private readonly PipedFiles? _before = Current.Value;
    private readonly Dictionary<string, byte[]> _read = [];

    /// <summary>Begins to keep what is read on this thread, and on those that it starts.</summary>
    public PipedFiles() => Current.Value = this;

    /// <summary>Forgets all.</summary>
    public void Dispose()
    {
        _read.Clear();
        Current.Value = _before;
    }

    /// <summary>Whether what is read is kept.</summary>
    internal static bool IsKeeping => Current.Value is not null;

    /// <summary>What was read under a name; null where nothing was, or nothing is kept.</summary>
    internal static byte[]? Find(string path)
    {
        if (Current.Value is not { _read: var read })
        {
            return null;
        }

        lock (read)
        {
            return read.GetValueOrDefault(path);
        }
    }

    /// <summary>Keeps what was read under a name, if anything is kept.</summary>
    internal static void Keep(string path, byte[] content)
    {
        if (Current.Value is { _read: var read })
        {
            lock (read)
            {
                read[path] = content;
            }
        }
    }
}
