namespace Atelier.Tests.Networks.Runtime;

/// <summary>The files of a folder that this process has mapped, as Linux lists them.</summary>
internal static class MappedFiles
{
    /// <summary>How many there are.</summary>
    public static int CountIn(string folder) => Lines("/proc/self/maps", folder).Count();

    /// <summary>Their bytes, in whole pages.</summary>
    public static long BytesIn(string folder) => Lines("/proc/self/maps", folder).Sum(line =>
    {
        var ends = line[..line.IndexOf(' ')].Split('-');
        return Convert.ToInt64(ends[1], 16) - Convert.ToInt64(ends[0], 16);
    });

    /// <summary>What of them is resident, in bytes. Of one folder's alone: of all together, other tests change it meanwhile.</summary>
    public static long ResidentBytesIn(string folder)
    {
        var (resident, isMeant) = (0L, false);
        foreach (var line in File.ReadLines("/proc/self/smaps"))
        {
            isMeant = char.IsAsciiHexDigitLower(line[0]) ? line.Contains(folder, StringComparison.Ordinal) : isMeant;
            resident += isMeant && line.StartsWith("Rss:", StringComparison.Ordinal) ? 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2]) : 0;
        }

        return resident;
    }

    private static IEnumerable<string> Lines(string file, string folder) => File.ReadLines(file).Where(l => l.Contains(folder, StringComparison.Ordinal));
}
