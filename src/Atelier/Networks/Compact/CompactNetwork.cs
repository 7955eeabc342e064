using System.Security.Cryptography;
using Atelier.Networks.Store;
using Atelier.Networks.Weights;

namespace Atelier.Networks.Compact;

/// <summary>
/// The small network that is part of the library, distilled from VGG-19, so that a machine without a VGG-19 paints at once.
/// See <c>docs/networks/compact.md</c>.
/// </summary>
internal static class CompactNetwork
{
    /// <summary>Its name in commands.</summary>
    public const string Name = "compact";

    /// <summary>The licence of the weights, which is their teacher's.</summary>
    public const string Licence = "CC BY 4.0";

    /// <summary>Its origin, in one line.</summary>
    public const string Source = "part of Atelier, distilled from VGG-19";

    /// <summary>The layers of VGG-19 that it stands for.</summary>
    internal static IReadOnlyList<string> Layers { get; } = ["relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu4_2", "relu5_1"];

    /// <summary>The SHA-256 of the file, in hexadecimal.</summary>
    internal const string Sha256 = "310d6fbb5a004a7afd6913087e8bdfd62059dfbce3a52b8d6a7fd0efbe171029";

    private const string Resource = "compact.safetensors";
    private const string Place = "compact.safetensors, embedded in Atelier.dll";

    /// <summary>The length of the file.</summary>
    public static long Bytes => ReadResource().Length;

    /// <summary>Opens the embedded file.</summary>
    /// <exception cref="NetworkException">The file is damaged, or its input convention is not that of <paramref name="input"/>.</exception>
    internal static WeightsFile Open(InputConventionName? input = null) => Open(ReadResource(), input);

    /// <summary>Opens the file after comparing its checksum.</summary>
    internal static WeightsFile Open(byte[] bytes, InputConventionName? input = null)
    {
        var found = Convert.ToHexStringLower(SHA256.HashData(bytes));
        return found == Sha256
            ? WeightsFile.Open(Place, bytes, input)
            : throw WeightsError.In(Place, $"should have SHA-256 {Sha256}, but has {found}: the program is damaged; install Atelier again");
    }

    /// <summary>Reads it whole.</summary>
    internal static VerificationOutcome Verify()
    {
        try
        {
            using var file = Open();
            NetworkWeights.Load(file);
            return new VerificationOutcome(Name, Place, null);
        }
        catch (NetworkException exception)
        {
            return new VerificationOutcome(Name, Place, exception.Details);
        }
    }

    /// <summary>The whole file.</summary>
    internal static byte[] ReadResource()
    {
        using var stream = typeof(CompactNetwork).Assembly.GetManifestResourceStream(Resource)
            ?? throw WeightsError.In(Place, $"is not there: the program is damaged; install Atelier again");
        var bytes = GC.AllocateUninitializedArray<byte>((int)stream.Length);
        stream.ReadExactly(bytes);
        return bytes;
    }
}
