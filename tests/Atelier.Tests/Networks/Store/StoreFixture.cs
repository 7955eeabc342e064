using System.Security.Cryptography;
using Atelier.Networks;
using Atelier.Networks.Catalogue;
using Atelier.Networks.Store;
using Atelier.Tests.Networks.Weights;

namespace Atelier.Tests.Networks.Store;

/// <summary>A store in a folder of its own, and a published network of some 3 kB.</summary>
public abstract class StoreFixture : IDisposable
{
    private protected TemporaryFolder Folder { get; } = new();

    /// <summary>The published file: in PyTorch's older format, with a classifier that the store has no use for.</summary>
    private protected byte[] Published { get; } = TorchFiles.Stream(TorchFiles.Tiny());

    private protected string DownloadFolder => Path.Combine(Folder.Path, "networks", ".downloads");

    private protected string PartPath => Path.Combine(DownloadFolder, "tiny.part");

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    // Longer than a busy machine lets a good server wait.
    private protected static TimeSpan StallTimeout { get; } = TimeSpan.FromMinutes(2);

    private protected NetworkStore Store(Dictionary<string, string>? environment = null, HttpClient? http = null, TimeProvider? time = null) => new(Folder.Path, http, time)
    {
        Layers = TinyWeights.Layers,
        Download = new DownloadSettings { Attempts = 3, BackOff = TimeSpan.Zero, StallTimeout = StallTimeout },
        Environment = name => environment?.GetValueOrDefault(name),
    };

    private protected CatalogueEntry Entry(params Uri[] urls) => new()
    {
        Name = "tiny",
        Description = "for tests",
        Urls = urls,
        Bytes = Published.Length,
        Checksum = new Checksum(ChecksumAlgorithm.Sha256, Convert.ToHexStringLower(SHA256.HashData(Published))),
        Licence = "CC0",
        Citation = "nobody",
        Convention = InputConventionName.Rgb01,
    };
}
