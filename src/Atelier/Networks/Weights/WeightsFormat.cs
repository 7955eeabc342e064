namespace Atelier.Networks.Weights;

/// <summary>Recognises a weights file by its first bytes.</summary>
internal static class WeightsFormat
{
    private const int Longest = 16;

    /// <summary>Opens the file with the reader of its format.</summary>
    /// <exception cref="NetworkException">It cannot be read, is of no known format, is damaged or asks to run code.</exception>
    public static WeightsSource Open(string path)
    {
        var file = MappedFile.Open(path);
        try
        {
            var start = file.Slice(0, Math.Min(Longest, file.Length), "the start");
            if (start.StartsWith(KerasSource.Signature))
            {
                file.Dispose();
                return new KerasSource(path);
            }

            if (start.StartsWith("PK\u0003\u0004"u8))
            {
                file.Dispose();
                return new TorchZipSource(path);
            }

            if (start.StartsWith(TorchStreamSource.Signature))
            {
                return new TorchStreamSource(file);
            }

            ForeignFormat.Refuse(path, start);
            return new SafetensorsSource(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
