namespace Atelier.Imaging;

/// <summary>
/// The contents of pipes, which can be read only once. From its construction to its disposal, every picture that is read from a pipe stays
/// in memory, so that it can be read again under the same name.
/// </summary>
public sealed class PipedFiles : IDisposable
{
    /// <summary>The name of standard input.</summary>
    public const string StandardInput = "-";

    private static readonly AsyncLocal<PipedFiles?> Current = new();

    private readonly PipedFiles? _before = Current.Value;
    private readonly Dictionary<string, byte[]> _read = [];

    /// <summary>Keeps contents from here on for this thread, and for those that it starts.</summary>
    public PipedFiles() => Current.Value = this;

    /// <summary>Frees all contents.</summary>
    public void Dispose()
    {
        _read.Clear();
        Current.Value = _before;
    }

    /// <summary>Whether there is one for this thread.</summary>
    internal static bool IsKeeping => Current.Value is not null;

    /// <summary>The content that was read under a name; null for none.</summary>
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

    /// <summary>Stores content under a name, where there is one for this thread.</summary>
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
