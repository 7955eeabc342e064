using System.Net.Http.Headers;
using Atelier.Networks.Weights;

namespace Atelier.Networks.Store;

/// <summary>A download that is not complete, and beside it the server and version that it comes from.</summary>
/// <param name="Path">The bytes so far.</param>
internal sealed record PartFile(string Path)
{
    private string TagPath => Path + ".etag";

    /// <summary>Bytes so far.</summary>
    public long Length => new FileInfo(Path) is { Exists: true } file ? file.Length : 0;

    /// <summary>The version that the server of <paramref name="url"/> named; null where it named none or the bytes come from elsewhere.</summary>
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

    /// <summary>Opens the file to go on after its first <paramref name="offset"/> bytes.</summary>
    public FileStream Open(long offset, Uri url, EntityTagHeaderValue? tag)
    {
        try
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

            var stream = new FileStream(Path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, 1);
            stream.SetLength(offset);
            stream.Position = offset;
            return stream;
        }
        catch (Exception exception) when (WeightsError.IsFileError(exception))
        {
            throw CannotWrite(exception);
        }
    }

    /// <summary>Removes the bytes and what is known of them.</summary>
    public void Delete()
    {
        try
        {
            File.Delete(Path);
            File.Delete(TagPath);
        }
        catch (Exception exception) when (WeightsError.IsFileError(exception))
        {
            throw CannotWrite(exception);
        }
    }

    /// <summary>The error for a full disk and the like.</summary>
    public NetworkException CannotWrite(Exception cause) => WeightsError.Unwritable(Path, cause);
}
