using Atelier.Networks;
using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Optimization;

/// <summary>How much memory a run needs, known before it starts.</summary>
internal static class MemoryNeed
{
    /// <summary>What the pairs of L-BFGS may take in all.</summary>
    public const long HistoryBudget = 512L << 20;

    private const int SmallestHistory = 5;

    // Fitted to the peaks of square runs of 256 to 1280 pixels with VGG-19 and compact in both formats (the benchmark "memory"),
    // to lie 3 to 18 % above each. What libtorch and .NET take; for a weight, its file and its kernels both ways; for a pixel,
    // what there is besides feature maps and the optimiser's history.
    private const long Base = 320L << 20;
    private const int FileBytesPerWeight = 8;
    private const int KernelsPerWeight = 3;
    private const int BytesPerPixel = 20;

    // A style picture is only looked at, once a scale: half of that, since no gradients are kept beside its maps.
    private const long PartOfAStyle = 2;

    /// <summary>The history of L-BFGS for a picture: as asked for, or as many pairs as fit the budget.</summary>
    /// <param name="values">The number of values of the picture.</param>
    /// <param name="options">The history size asked for.</param>
    public static int HistorySize(long values, StylizeOptions options) =>
        (int)Math.Min(options.HistorySize, Math.Max(SmallestHistory, HistoryBudget / (2 * sizeof(float) * values)));

    /// <summary>The peak memory of a run in bytes.</summary>
    /// <param name="finest">The finest scale.</param>
    /// <param name="options">The optimiser and its history.</param>
    /// <param name="network">The size of the network.</param>
    /// <param name="stylePixels">The pixels of the largest style picture at that scale.</param>
    public static long Bytes(Scale finest, StylizeOptions options, NetworkFootprint network, long stylePixels = 0)
    {
        var pixels = (long)finest.Width * finest.Height;
        var value = network.Format == ScalarType.BFloat16 ? 2 : sizeof(float);
        var maps = network.ValuesPerPixel * value;
        var history = options.Optimizer == OptimizerKind.Lbfgs
            ? 2L * Math.Min(finest.Steps, HistorySize(3 * pixels, options)) // a step adds one pair
            : 3; // moments and average
        return Base
            + (network.Weights * (FileBytesPerWeight + (KernelsPerWeight * value)))
            + Math.Max((long)(pixels * (BytesPerPixel + maps)) + (history * 3 * pixels * sizeof(float)), (long)((pixels + stylePixels) * maps / PartOfAStyle));
    }

    /// <summary>Refuses a run that would not fit the memory that is left.</summary>
    /// <exception cref="StylizeException">It would not; the message says what would.</exception>
    public static void Require(Scale finest, StylizeOptions options, FeatureNetwork network, long stylePixels)
    {
        if (network.Engine.Device.type == TorchSharp.DeviceType.CPU)
        {
            Require(finest, options, network.FootprintOf(options), AvailableMemory.Bytes(), stylePixels);
        }
    }

    internal static void Require(Scale finest, StylizeOptions options, NetworkFootprint network, long available, long stylePixels = 0)
    {
        var need = Bytes(finest, options, network, stylePixels);
        if (need <= available)
        {
            return;
        }

        if (Bytes(finest, options, network) <= available)
        {
            throw new StylizeException(
                $"A style picture of {stylePixels / 1e6:F1} megapixels needs about {Gibibytes(need)} GiB of memory, but only {Gibibytes(available)} GiB are free: use a smaller --style-scale or --style-size, or free memory.");
        }

        var size = finest.LongestSide;
        while (size > 16 && Bytes(Shrunk(finest, size), options, network) > available)
        {
            size -= 16;
        }

        throw new StylizeException(
            $"A run at {finest.Width}×{finest.Height} needs about {Gibibytes(need)} GiB of memory, but only {Gibibytes(available)} GiB are free: use --size {size} or less, or free memory.");
    }

    private static Scale Shrunk(Scale scale, int size) => scale with
    {
        Width = (int)Math.Ceiling((double)scale.Width * size / scale.LongestSide),
        Height = (int)Math.Ceiling((double)scale.Height * size / scale.LongestSide),
    };

    private static string Gibibytes(long bytes) => ((double)bytes / (1L << 30)).ToString("F1", System.Globalization.CultureInfo.InvariantCulture);
}
