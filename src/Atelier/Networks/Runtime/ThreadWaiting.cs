using System.Runtime.InteropServices;

namespace Atelier.Networks.Runtime;

/// <summary>
/// How the engine's threads wait for one another. GNU OpenMP, which libtorch brings along on Linux, lets them wait in a busy loop:
/// beside any other work they keep the processors from each other, and two engines on one machine take many times as long.
/// </summary>
internal static partial class ThreadWaiting
{
    // As OpenMP and GNU's implementation of it name them; read once, when the library is loaded.
    private static readonly (string Name, string Value)[] Passive = [("OMP_WAIT_POLICY", "passive"), ("GOMP_SPINCOUNT", "0")];

    /// <summary>Has them sleep, unless the user says otherwise. To be called before libtorch is loaded; does nothing where it waits otherwise.</summary>
    public static void MakePassive()
    {
        if (!OperatingSystem.IsLinux() || Passive.Any(v => Environment.GetEnvironmentVariable(v.Name) is not null))
        {
            return;
        }

        foreach (var (name, value) in Passive)
        {
            Environment.SetEnvironmentVariable(name, value); // for processes that are started from here
            _ = Set(name, value, overwrite: 0); // .NET keeps its own copy; the library reads that of the process
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Set(string name, string value, int overwrite);
}
