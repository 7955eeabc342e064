using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Atelier.TestSupport;

/// <summary>
/// The engine of a test assembly calculates with one thread. Its tests run beside each other and beside other assemblies, on tiny
/// pictures: with a thread for each processor in each of them, a quarter of the processors' time goes into waking and waiting.
/// What several threads do is tested where they are asked for, and by the commands that tests start, which have them all.
/// </summary>
internal static partial class OneEngineThread
{
    // Before any test, since OpenMP reads it once, when libtorch is loaded. Who sets the variable has their own number.
    [ModuleInitializer]
    internal static void Ask()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = Set("OMP_NUM_THREADS", "1", overwrite: 0); // not by .NET's own copy, which processes started from here would inherit
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Set(string name, string value, int overwrite);
}
