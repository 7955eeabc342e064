namespace Atelier.Imaging;

/// <summary>The page of a TIFF file that is its picture, with those of its fields that libvips does not report.</summary>
/// <param name="Page">The index of the page.</param>
/// <param name="SubPage">The index of the directory below that page; -1 for the page itself.</param>
/// <param name="IsLab">Whether its colours are CIE L*a*b*.</param>
/// <param name="ExtraSamples">The kind of each sample beyond the colours: 0 unspecified, 1 or 2 alpha.</param>
/// <param name="IsRaw">Whether the file has values of a camera's sensor, and its pages are previews.</param>
/// <param name="StripBytes">The most bytes of a decoded strip or tile, which are decoded at once.</param>
/// <param name="Exif">The EXIF of the page, as a block of its own; null where it has none.</param>
internal sealed record TiffPage(int Page, int SubPage, bool IsLab, IReadOnlyList<long> ExtraSamples, bool IsRaw, long StripBytes, byte[]? Exif)
{
    private const int MostPages = 1000;
    private const int NewSubfileType = 254;
    private const int SubfileType = 255;
    private const int Width = 256;
    private const int Height = 257;
    private const int BitsPerSample = 258;
    private const int Photometric = 262;
    private const int RowsPerStrip = 278;
    private const int TileWidth = 322;
    private const int TileHeight = 323;
    private const int SubDirectories = 330;
    private const int ExtraSamplesTag = 338;
    private const int DngVersion = 50706;
    private const int ColourFilterArray = 32803;
    private const int LinearRaw = 34892;

    /// <summary>Finds the first page that is not reduced; the first of all where each is.</summary>
    /// <returns>Null where no directory can be read.</returns>
    public static TiffPage? Of(Stream stream)
    {
        if (TiffReader.Open(stream) is not { } reader)
        {
            return null;
        }

        var all = All(reader).ToList();
        if (all.Count == 0)
        {
            return null;
        }

        // Pages come before directories below pages, which are most often smaller versions of them.
        var (page, sub, directory) = all.Where(p => p.Sub < 0).Concat(all.Where(p => p.Sub >= 0)).FirstOrDefault(p => IsWhole(reader, p.Directory), all[0]);
        var isRaw = all.Any(p => p.Directory.Fields.ContainsKey(DngVersion) || reader.Number(p.Directory, Photometric) is ColourFilterArray or LinearRaw)
            || (!IsWhole(reader, directory) && directory.Fields.ContainsKey(SubDirectories));
        return new TiffPage(
            page,
            sub,
            reader.Number(directory, Photometric) is 8 or 9 or 10,
            reader.Numbers(directory, ExtraSamplesTag),
            isRaw,
            BytesOfStrip(reader, directory),
            TiffExif.Read(reader, directory));
    }

    private static IEnumerable<(int Page, int Sub, TiffDirectory Directory)> All(TiffReader reader)
    {
        var visited = new HashSet<long>();
        var page = 0;
        for (var directory = reader.First(); directory is not null && visited.Count < MostPages && visited.Add(directory.At); directory = reader.Directory(directory.Next), page++)
        {
            yield return (page, -1, directory);
            foreach (var (at, sub) in reader.Numbers(directory, SubDirectories).Take(MostPages).Select((at, i) => (at, i)))
            {
                if (visited.Count < MostPages && visited.Add(at) && reader.Directory(at) is { } below)
                {
                    yield return (page, sub, below);
                }
            }
        }
    }

    // Bit 0 says that it is a reduced version of another picture, bit 2 that it is a mask; the older tag counts otherwise.
    private static bool IsWhole(TiffReader reader, TiffDirectory directory) =>
        (reader.Number(directory, NewSubfileType) & 5) == 0 && reader.Number(directory, SubfileType) != 2;

    private static long BytesOfStrip(TiffReader reader, TiffDirectory directory)
    {
        var (width, height) = directory.Fields.ContainsKey(TileWidth)
            ? (reader.Number(directory, TileWidth), reader.Number(directory, TileHeight))
            : (reader.Number(directory, Width), directory.Fields.ContainsKey(RowsPerStrip) ? reader.Number(directory, RowsPerStrip) : long.MaxValue);
        height = Math.Min(height, reader.Number(directory, Height));
        var bits = reader.Numbers(directory, BitsPerSample).Sum();
        return (long)Math.Min(long.MaxValue / 2, (double)width * height * Math.Max(bits, 1) / 8);
    }
}
