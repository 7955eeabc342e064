using System.Globalization;

namespace Atelier.Networks.Runtime;

/// <summary>The memory that this process may still take.</summary>
internal static class AvailableMemory
{
    /// <summary>Bytes: what the machine has left or, if less, what the container has.</summary>
    public static long Bytes()
    {
        var gc = GC.GetGCMemoryInfo(); // knows a container's limit, on every system
        var left = gc.TotalAvailableMemoryBytes - Math.Min(gc.MemoryLoadBytes, gc.TotalAvailableMemoryBytes);
        if (!OperatingSystem.IsLinux())
        {
            return gc.MemoryLoadBytes == 0 ? gc.TotalAvailableMemoryBytes : left;
        }

        var machine = MachineBytes("/proc/meminfo") ?? left;
        var container = ContainerBytes("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory.current");
        return Math.Min(machine, container ?? long.MaxValue);
    }

    private static long? MachineBytes(string path)
    {
        const string Key = "MemAvailable:";
        var line = Lines(path).FirstOrDefault(l => l.StartsWith(Key, StringComparison.Ordinal));
        return line is not null && long.TryParse(line[Key.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture, out var kilobytes)
            ? kilobytes * 1024
            : null;
    }

    private static long? ContainerBytes(string limitPath, string usedPath) =>
        long.TryParse(Lines(limitPath).FirstOrDefault(), CultureInfo.InvariantCulture, out var limit)
        && long.TryParse(Lines(usedPath).FirstOrDefault(), CultureInfo.InvariantCulture, out var used)
            ? Math.Max(0, limit - used)
            : null;

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
