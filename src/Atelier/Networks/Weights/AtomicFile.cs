namespace Atelier.Networks.Weights;

/// <summary>Writes files that are there whole or not at all, whoever else writes or reads them meanwhile.</summary>
internal static class AtomicFile
{
    /// <summary>Writes beside the place, then renames.</summary>
    /// <exception cref="NetworkException">The file cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var temporary = Path.Combine(folder, $".{Guid.NewGuid():n}.tmp");
        try
        {
            Directory.CreateDirectory(folder);
            try
            {
                using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
                {
                    write(stream);
                    stream.Flush(flushToDisk: true);
                }

                File.Move(temporary, path, overwrite: true);
            }
            finally
            {
                File.Delete(temporary);
            }
        }
        catch (Exception exception) when (WeightsFault.IsFileError(exception))
        {
            throw WeightsFault.In(path, $"cannot be written ({Quoted.Line(exception.Message.TrimEnd('.'))}); check the folder's permissions and the free space", exception);
        }
    }
}
