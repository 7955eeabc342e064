using System.Net.Http.Headers;
using Atelier.Networks.Weights;

namespace Atelier.Networks.Store;

/// <summary>A download that is not complete, and beside it its URL and version.</summary>
/// <param name="Path">The bytes so far.</param>
internal sealed record PartFile(string Path)
{
    private string TagPath => Path + ".etag";

    /// <summary>Bytes so far.</summary>
    public long Length => new FileInfo(Path) is { Exists: true } file ? file.Length : 0;

    /// <summary>The version that the server of <paramref name="url"/> named; null for none, and for bytes of another URL.</summary>
    public EntityTagHeaderValue? TagOf(Uri url)
    {
        try
        {
            return File.Exists(TagPath)
                && File.ReadAllLines(TagPath) is [var from, var tag]
                && from == url.AbsoluteUri
                && EntityTagHeaderValue.TryParse(tag, out var result) ? result : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Opens the file after its first <paramref name="offset"/> bytes.</summary>
    public FileStream Open(long offset, Uri url, EntityTagHeaderValue? tag)
    {
        FileStream? stream = null;
        Change(() =>
        {
            // A weak tag does not promise the same bytes and may not be used to resume.
            if (tag is { IsWeak: false })
            {
                File.WriteAllLines(TagPath, [url.AbsoluteUri, tag.ToString()]);
            }
            else if (offset == 0)
            {
                File.Delete(TagPath);
            }

            stream = new FileStream(Path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, 1);
            stream.SetLength(offset);
            stream.Position = offset;
        });
        return stream!;
    }

    /// <summary>Writes bytes to the file that <see cref="Open"/> gave.</summary>
    public void Write(FileStream file, ReadOnlyMemory<byte> bytes) => Change(() => file.Write(bytes.Span));

    /// <summary>Removes the bytes and the version.</summary>
    public void Delete() => Change(() =>
    {
        File.Delete(Path);
        File.Delete(TagPath);
    });

    private void Change(Action change)
    {
        try
        {
            change();
        }
        catch (Exception exception) when (WeightsError.IsFileError(exception))
        {
            throw WeightsError.Unwritable(Path, exception);
        }
    }
}
