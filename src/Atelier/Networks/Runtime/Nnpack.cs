using System.Runtime.InteropServices;

namespace Atelier.Networks.Runtime;

/// <summary>
/// NNPACK, which libtorch tries for small convolutions in float32. On processors that it does not know it writes a warning to standard
/// error at each of them; other code of libtorch then computes the same bytes in the same time, and does so at once where NNPACK is off.
/// </summary>
/// <remarks>libtorch_cpu exports the switch under the names of the Itanium C++ ABI, that is, not on Windows.</remarks>
internal static unsafe class Nnpack
{
    private const string Context = "_ZN2at13globalContextEv"; // at::Context& at::globalContext()
    private const string SetEnabled = "_ZN2at7Context20setUserEnabledNNPACKEb"; // void at::Context::setUserEnabledNNPACK(bool)
    private const string Enabled = "_ZNK2at7Context17userEnabledNNPACKEv"; // bool at::Context::userEnabledNNPACK() const

    /// <summary>Has libtorch leave NNPACK out, where it exports the switch.</summary>
    /// <param name="libraryPath">The file of libtorch_cpu, which is loaded already.</param>
    public static void SwitchOff(string libraryPath)
    {
        if (Find(libraryPath, SetEnabled) is var (context, set))
        {
            ((delegate* unmanaged<nint, byte, void>)set)(context, 0);
        }
    }

    /// <summary>Whether libtorch may take NNPACK; null where it does not say.</summary>
    /// <param name="libraryPath">The file of libtorch_cpu, which is loaded already.</param>
    public static bool? IsEnabled(string libraryPath) =>
        Find(libraryPath, Enabled) is var (context, get) ? ((delegate* unmanaged<nint, byte>)get)(context) != 0 : null;

    // The global context, and a function of its class.
    private static (nint Context, nint Function)? Find(string libraryPath, string name) =>
        NativeLibrary.TryLoad(libraryPath, out var library)
        && NativeLibrary.TryGetExport(library, Context, out var context)
        && NativeLibrary.TryGetExport(library, name, out var function)
            ? (((delegate* unmanaged<nint>)context)(), function)
            : null;
}
