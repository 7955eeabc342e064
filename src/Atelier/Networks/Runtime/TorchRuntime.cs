using System.Runtime.InteropServices;
using TorchSharp;

namespace Atelier.Networks.Runtime;

/// <summary>
/// Loads libtorch and TorchSharp's own native library from where the host says they lie. Must be called before the first
/// use of torch: left alone, TorchSharp copies 500 MB beside the application where its first attempt fails.
/// </summary>
internal static class TorchRuntime
{
    /// <summary>The name of TorchSharp's own native library.</summary>
    public const string TorchSharpLibrary = "LibTorchSharp";

    // In the order of their dependencies. What is not there is left out: the GPU's libraries come with the CUDA build only.
    private static readonly string[] LibTorch = ["c10", "c10_cuda", "torch_cpu", "torch_cuda", "torch"];

    private static readonly Lock Gate = new();
    private static bool _started;

    /// <summary>What a user should know about the engine; null for nothing.</summary>
    public static Message? Warning { get; private set; }

    /// <summary>Loads the engine once; later calls cost nothing.</summary>
    /// <param name="pooledMemory">Whether large tensors come from <see cref="TensorMemory"/>.</param>
    /// <exception cref="StylizeException">The native libraries are missing or do not load on this system.</exception>
    public static void Start(bool pooledMemory = true)
    {
        lock (Gate)
        {
            if (!_started)
            {
                Load(pooledMemory);
                _started = true;
            }
        }
    }

    private static void Load(bool pooledMemory)
    {
        ThreadWaiting.MakePassive();
        Require("torch_cpu", $"libtorch-cpu-{System}");
        Require(TorchSharpLibrary, "TorchSharp");
        try
        {
            foreach (var library in LibTorch)
            {
                LoadWhereFound(library);
            }

            LoadTorchSharp();
            torch.InitializeDeviceType(DeviceType.CPU);
            if (NativeSearchPath.Find("torch_cpu") is { } torchCpu)
            {
                Nnpack.SwitchOff(torchCpu);
            }

            if (pooledMemory && NativeSearchPath.Find("c10") is { } c10)
            {
                Warning = TensorAllocator.Install(c10) ? null : new Message(
                    MessageCodes.AllocatorUnknown,
                    $"This version of libtorch lays its allocator out in an unknown way: its own allocator is used, with which steps may take twice as long. Use the version of libtorch that Atelier names.");
            }
        }
        catch (Exception e) when (e is DllNotFoundException or NotSupportedException or TypeInitializationException or BadImageFormatException or IOException)
        {
            // The loader's own words come last, after advice to programmers.
            var reason = (e.InnerException ?? e).Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^1].TrimEnd('.');
            var remedy = reason.Contains("failed to map segment", StringComparison.Ordinal) || reason.Contains("allocate memory", StringComparison.Ordinal)
                ? "There is too little memory for it: free some, or raise the limit (ulimit -v)."
                : "Install the package built for this system: linux-x64, win-x64 or osx-arm64.";
            throw new StylizeException(
                MessageCodes.NoEngine, $"The engine (libtorch) cannot be loaded on this system ({RuntimeInformation.RuntimeIdentifier}): {reason}. {remedy}", e);
        }
    }

    private static string System => OperatingSystem.IsWindows() ? "win-x64" : OperatingSystem.IsMacOS() ? "osx-arm64" : "linux-x64";

    // Before TorchSharp looks for it: it would print what it tries, and copy what it finds.
    private static void Require(string library, string package)
    {
        if (NativeSearchPath.Find(library) is null)
        {
            throw new StylizeException(
                MessageCodes.NativeLibraryMissing,
                $"The engine (libtorch) is not there: add the package {package} to the program, and build it for {System}.");
        }
    }

    private static void LoadWhereFound(string library)
    {
        if (NativeSearchPath.Find(library) is { } path)
        {
            NativeLibrary.Load(path);
        }
    }

    // Its library asks for a newer libstdc++ than some systems have, for the sake of one symbol that it never uses.
    private static void LoadTorchSharp()
    {
        var path = NativeSearchPath.Find(TorchSharpLibrary)!;
        IntPtr handle;
        try
        {
            handle = NativeLibrary.Load(path);
        }
        catch (DllNotFoundException e) when (OperatingSystem.IsLinux() && e.Message.Contains("GLIBCXX_", StringComparison.Ordinal))
        {
            var image = File.ReadAllBytes(path);
            ElfVersionNeeds.MakeWeak(image, versionPrefix: "GLIBCXX_");
            handle = MemoryLibrary.Load(TorchSharpLibrary, image);
        }

        foreach (var assembly in new[] { typeof(torch).Assembly, typeof(TorchRuntime).Assembly })
        {
            NativeLibrary.SetDllImportResolver(assembly, (name, _, _) => name == TorchSharpLibrary ? handle : IntPtr.Zero);
        }
    }
}
