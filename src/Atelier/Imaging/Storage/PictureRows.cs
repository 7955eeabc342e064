namespace Atelier.Imaging.Storage;

/// <summary>Goes through pictures some rows at a time, and lets go of what was looked at where pictures lie in files.</summary>
internal static class PictureRows
{
    private const int PixelsOfABand = 1 << 20;
    private const int PartsOfABand = 8;

    /// <summary>Where each band begins, and how many rows it has. Rests after each.</summary>
    /// <param name="width">The width of what is looked at, in pixels.</param>
    /// <param name="height">Its height.</param>
    public static IEnumerable<(int Top, int Rows)> Bands(int width, int height)
    {
        var rows = Math.Max(1, PixelsOfABand / width);
        for (var top = 0; top < height; top += rows)
        {
            yield return (top, Math.Min(rows, height - top));
            TemporaryMappedFile.EvictPages();
        }
    }

    /// <summary>Does something with each row, on all cores.</summary>
    public static void Each(int width, int height, Action<int> row)
    {
        foreach (var (top, rows) in Bands(width, height))
        {
            Parallel.For(top, top + rows, row);
        }
    }

    /// <summary>
    /// Finds something out about all rows, on all cores: some rows each by itself, in the same parts on every machine, and those put
    /// together from top to bottom, so that sums are rounded alike.
    /// </summary>
    /// <param name="width">The width of what is looked at, in pixels.</param>
    /// <param name="height">Its height.</param>
    /// <param name="nothing">Makes what there is before the first row.</param>
    /// <param name="row">Adds what is found of a row.</param>
    /// <param name="add">Adds what was found of other rows.</param>
    public static T Sum<T>(int width, int height, Func<T> nothing, Action<T, int> row, Action<T, T> add)
    {
        var sum = nothing();
        foreach (var (top, rows) in Bands(width, height))
        {
            var parts = new T[Math.Min(rows, PartsOfABand)];
            Parallel.For(0, parts.Length, i =>
            {
                parts[i] = nothing();
                for (var y = rows * i / parts.Length; y < rows * (i + 1) / parts.Length; y++)
                {
                    row(parts[i], top + y);
                }
            });
            Array.ForEach(parts, part => add(sum, part));
        }

        return sum;
    }
}
