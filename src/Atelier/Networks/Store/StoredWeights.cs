using Atelier.Networks.Catalogue;
using Atelier.Networks.Weights;

namespace Atelier.Networks.Store;

/// <summary>
/// The stored form of networks: safetensors, float32, the convolutions only, under torchvision's names. The file's own metadata have its
/// origin, licence, input convention and checksum, so that it can be moved or copied.
/// </summary>
internal static class StoredWeights
{
    public const string Extension = ".safetensors";
    private const string Source = "source";
    private const string SourceChecksum = "source_checksum";
    public const string Licence = "licence";
    public const string Citation = "citation";

    /// <summary>Writes a network, whole or not at all.</summary>
    public static void Write(string path, Vgg19Weights weights, string source, Checksum sourceChecksum, string? licence, string? citation)
    {
        var metadata = new Dictionary<string, string>
        {
            ["format"] = "pt",
            ["architecture"] = "vgg19",
            [Source] = source,
            [SourceChecksum] = sourceChecksum.ToString(),
        };
        if (licence is not null)
        {
            metadata[Licence] = licence;
        }

        if (citation is not null)
        {
            metadata[Citation] = citation;
        }

        ConventionMetadata.Write(weights.Convention, metadata);
        SafetensorsWriter.Write(path, weights.ToTensors(), metadata);
    }

    /// <summary>Describes a file in the store by its metadata, or by the fault for which it cannot be opened.</summary>
    public static InstalledNetwork Describe(string path)
    {
        var network = new InstalledNetwork { Name = Path.GetFileNameWithoutExtension(path), Path = path, Bytes = new FileInfo(path).Length };
        try
        {
            using var file = WeightsFile.Open(path);
            return network with
            {
                Source = file.Metadata.GetValueOrDefault(Source),
                SourceChecksum = file.Metadata.GetValueOrDefault(SourceChecksum),
                Sha256 = file.Metadata.GetValueOrDefault(SafetensorsWriter.DataSha256Key),
                Licence = file.Metadata.GetValueOrDefault(Licence),
                Citation = file.Metadata.GetValueOrDefault(Citation),
                Convention = file.Convention,
            };
        }
        catch (NetworkException exception)
        {
            return network with { Fault = exception.Details };
        }
    }

    /// <summary>Reads the whole file and compares the checksum of its weights, their shapes and that they are finite.</summary>
    public static VerificationOutcome Verify(string name, string path, IReadOnlyList<ConvolutionLayer> layers)
    {
        try
        {
            CompareSha256(path);
            using var file = WeightsFile.Open(path);
            Vgg19Weights.Load(file, layers);
            return new VerificationOutcome(name, path, null);
        }
        catch (NetworkException exception)
        {
            return new VerificationOutcome(name, path, exception.Details);
        }
    }

    private static void CompareSha256(string path)
    {
        using var source = WeightsSource.Open(path) as SafetensorsSource
            ?? throw WeightsError.In(path, $"expected a safetensors file; remove it and add it with {new StoreAction("import", "FILE")}");
        var expected = source.Metadata.GetValueOrDefault(SafetensorsWriter.DataSha256Key)
            ?? throw WeightsError.In(path, $"it has no recorded checksum to compare with; remove it and add it with {new StoreAction("import", "FILE")}");
        var found = source.ComputeDataSha256();
        if (found != expected)
        {
            throw WeightsError.In(path, $"its weights should have SHA-256 {Quoted.Line(expected)}, but have {found}; remove the file and fetch it again");
        }
    }
}
