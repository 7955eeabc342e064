using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Atelier.Networks.Runtime;

/// <summary>
/// Has libtorch take the memory of large CPU tensors from <see cref="TensorMemory"/>. It asks its allocator through a table
/// of virtual functions (c10::Allocator, laid out as the Itanium C++ ABI says): a copy of that table with two functions of
/// ours is put in the place of the original. Small tensors, and everything on other systems than 64-bit Linux, go on as before.
/// </summary>
internal static unsafe class TensorAllocator
{
    // Places in the table: two destructors, allocate, is_simple_data_ptr, raw_deleter, copy_data; before them two of type information.
    private const int TypeInformation = 2;
    private const int Entries = TypeInformation + 6;
    private const int AllocateEntry = TypeInformation + 2;
    private const int RawDeleterEntry = TypeInformation + 4;

    private static nint _original;
    private static delegate* unmanaged<nint, nuint, DataPtr> _allocate;
    private static delegate* unmanaged<nint, void> _delete;
    private static bool _isInstalled;

    /// <summary>
    /// Installs it, once libtorch is loaded. A libtorch whose classes are laid out in another way keeps its own allocator, with which steps
    /// take longer where page faults are dear.
    /// </summary>
    /// <param name="libraryPath">The file of libc10.</param>
    /// <returns>Whether large tensors lie in <see cref="TensorMemory"/>, or never would on this system.</returns>
    public static bool Install(string libraryPath)
    {
        if (_isInstalled || !OperatingSystem.IsLinux() || !Environment.Is64BitProcess || !TensorMemory.IsAvailable
            || !NativeLibrary.TryLoad(libraryPath, out var library)
            || !NativeLibrary.TryGetExport(library, "_ZN3c1015GetCPUAllocatorEv", out var get)
            || !NativeLibrary.TryGetExport(library, "_ZN3c1015SetCPUAllocatorEPNS_9AllocatorEh", out var set))
        {
            return true;
        }

        _isInstalled = true;
        _original = ((delegate* unmanaged<nint>)get)();
        var table = *(nint**)_original;
        _allocate = (delegate* unmanaged<nint, nuint, DataPtr>)table[AllocateEntry - TypeInformation];
        _delete = (delegate* unmanaged<nint, void>)((delegate* unmanaged<nint, nint>)table[RawDeleterEntry - TypeInformation])(_original);

        // Lives as long as the process, as does libtorch.
        var ours = (nint*)NativeMemory.AllocZeroed(Entries + 1, (nuint)sizeof(nint));
        new Span<nint>(table - TypeInformation, Entries).CopyTo(new Span<nint>(ours, Entries));
        ours[AllocateEntry] = (nint)(delegate* unmanaged<nint, nuint, DataPtr>)&Allocate;
        ours[RawDeleterEntry] = (nint)(delegate* unmanaged<nint, nint>)&RawDeleter;
        var self = ours + Entries;
        *self = (nint)(ours + TypeInformation);
        ((delegate* unmanaged<nint, byte, void>)set)((nint)self, byte.MaxValue);
        if (IsUsed())
        {
            return true;
        }

        ((delegate* unmanaged<nint, byte, void>)set)(_original, byte.MaxValue);
        return false;
    }

    // Another layout must be noticed here and not by a picture.
    private static bool IsUsed()
    {
        var before = TensorMemory.InUse;
        using var probe = ones(TensorMemory.SmallestBlock);
        return TensorMemory.InUse > before && probe.sum().item<float>() == TensorMemory.SmallestBlock;
    }

    [UnmanagedCallersOnly]
    private static DataPtr Allocate(nint self, nuint bytes)
    {
        if (bytes >= TensorMemory.SmallestBlock && TensorMemory.Take((long)bytes) is var block and not 0)
        {
            return new DataPtr { Data = block, Deleter = (nint)(delegate* unmanaged<nint, void>)&Delete, Context = block, DeviceIndex = -1 };
        }

        return _allocate(_original, bytes); // which says how much was asked for where there is no memory left
    }

    [UnmanagedCallersOnly]
    private static nint RawDeleter(nint self) => (nint)(delegate* unmanaged<nint, void>)&Delete;

    [UnmanagedCallersOnly]
    private static void Delete(nint context)
    {
        if (!TensorMemory.TryReturn(context))
        {
            _delete(context);
        }
    }

    // c10::DataPtr: where the data are, how they are freed, and the device: its type (0 is the CPU) and number (none).
    [StructLayout(LayoutKind.Sequential)]
    private struct DataPtr
    {
        public nint Data;
        public nint Deleter;
        public nint Context;
        public sbyte DeviceType;
        public sbyte DeviceIndex;
    }
}
