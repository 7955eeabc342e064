using System.Runtime.InteropServices;
using NetVips;

namespace Atelier.Imaging;

/// <summary>The set-up, the warnings and the errors of libvips, which is loaded when the first picture is read or written.</summary>
internal static class Vips
{
    private static readonly Lazy<Exception?> Fault = new(Prepare);

    // A field, because native code calls it for as long as the process lives.
    private static readonly Log.LogDelegate KeepWarning = static (_, _, message) => _lastWarning = message;

    [ThreadStatic]
    private static string? _lastWarning;

    /// <summary>Loads and sets up libvips, once.</summary>
    /// <exception cref="StylizeException">Its native library cannot be loaded.</exception>
    public static void EnsureReady()
    {
        if (Fault.Value is { } fault)
        {
            throw new StylizeException(
                MessageCodes.NativeLibraryMissing,
                $"The native library libvips, which reads and writes pictures, cannot be loaded ({LastLine(fault)}): add the package {Package}.",
                fault);
        }
    }

    /// <summary>
    /// The last warning of libvips on this thread since the last call, or null. That libvips replaced a profile is only in a warning.
    /// </summary>
    public static string? TakeWarning()
    {
        var warning = _lastWarning;
        _lastWarning = null;
        return warning;
    }

    /// <summary>The last line of an error that has words: libvips puts the errors of earlier tries in front.</summary>
    public static string LastLine(Exception error)
    {
        var lines = error.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        // A decoder of AVIF ends with a line that is only a number.
        return lines.LastOrDefault(line => line.Any(char.IsLetter), "no reason given");
    }

    private static string Package
    {
        get
        {
            var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
            return $"NetVips.Native.{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        }
    }

    private static Exception? Prepare()
    {
        try
        {
            if (!ModuleInitializer.VipsInitialized)
            {
                return ModuleInitializer.Exception ?? new DllNotFoundException("libvips was not found");
            }

            // Only loaders that libvips itself trusts with hostile files: no ImageMagick, PDF or SVG, not even by mistake.
            NetVips.NetVips.BlockUntrusted = true;

            // Operations are never repeated here, and a cached one would only hold memory or an older state of a file.
            Cache.Max = 0;

            // A library does not print: the reader reports the warnings that matter.
            Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, KeepWarning);
            return null;
        }
        catch (Exception error) when (error is TypeInitializationException or DllNotFoundException or VipsException or EntryPointNotFoundException)
        {
            return error.InnerException ?? error;
        }
    }
}
