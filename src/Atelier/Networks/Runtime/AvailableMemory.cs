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
        return ContainerFolders().Select(ContainerBytes).OfType<long>().Append(machine).Min();
    }

    private static long? MachineBytes(string path)
    {
        const string Key = "MemAvailable:";
        var line = Lines(path).FirstOrDefault(l => l.StartsWith(Key, StringComparison.Ordinal));
        return line is not null && long.TryParse(line[Key.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture, out var kilobytes)
            ? kilobytes * 1024
            : null;
    }

    // The control group of this process and those that it lies in, of version 2 and of version 1; a container sees its own as the root.
    private static IEnumerable<string> ContainerFolders()
    {
        foreach (var line in Lines("/proc/self/cgroup"))
        {
            var parts = line.Split(':', 3);
            var root = parts is [_, "", _] ? "/sys/fs/cgroup" : parts is [_, "memory", _] ? "/sys/fs/cgroup/memory" : null;
            for (var path = root is null ? null : parts[2].TrimEnd('/'); path is not null; path = path.Length > 0 ? path[..path.LastIndexOf('/')] : null)
            {
                yield return root + path;
            }
        }
    }

    /// <summary>Bytes that a control group has left; null where it has no limit. What files keep in memory can be had back.</summary>
    internal static long? ContainerBytes(string folder)
    {
        var limit = Number("memory.max") ?? Number("memory.limit_in_bytes");
        var used = Number("memory.current") ?? Number("memory.usage_in_bytes");
        return limit is { } most && used is { } now ? Math.Max(0, most - Math.Max(0, now - ReclaimableBytes(folder))) : null;

        long? Number(string name) =>
            long.TryParse(Lines(Path.Combine(folder, name)).FirstOrDefault(), CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static long ReclaimableBytes(string folder)
    {
        const string Key = "inactive_file ";
        var line = Lines(Path.Combine(folder, "memory.stat")).FirstOrDefault(l => l.StartsWith(Key, StringComparison.Ordinal));
        return line is not null && long.TryParse(line[Key.Length..], CultureInfo.InvariantCulture, out var bytes) ? bytes : 0;
    }

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
