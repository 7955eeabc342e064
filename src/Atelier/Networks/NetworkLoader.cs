using Atelier.Networks.Catalogue;
using Atelier.Networks.Compact;
using Atelier.Networks.Store;
using Atelier.Networks.Weights;

namespace Atelier.Networks;

/// <summary>A network that is ready to run.</summary>
/// <param name="Name">Its name or file.</param>
/// <param name="Features">The network.</param>
/// <param name="Draft">What stands for it in the first steps of a run; null for nothing.</param>
/// <param name="Path">Its weights file; null for the embedded one.</param>
internal sealed record LoadedNetwork(string Name, FeatureNetwork Features, FeatureNetwork? Draft = null, string? Path = null) : IDisposable
{
    /// <summary>The checksum of its weights file, as recipes have it.</summary>
    public string Sha256 => Path is null ? CompactNetwork.Sha256 : Checksum.Of(Path, ChecksumAlgorithm.Sha256).Value;

    /// <summary>Frees the network, and gives the memory of the run back to the system.</summary>
    public void Dispose()
    {
        Features.Dispose();
        Draft?.Dispose();
        Runtime.TensorMemory.Trim();
    }
}

/// <summary>Finds the network that the options ask for and brings it to the engine.</summary>
internal static class NetworkLoader
{
    /// <summary>The network that the options name, where and how they say.</summary>
    /// <param name="options">The options.</param>
    /// <param name="orEmbedded">Whether the embedded network will do where none is named and none is installed.</param>
    /// <exception cref="NetworkException">It is not found, or its file cannot be trusted.</exception>
    /// <exception cref="StylizeException">The engine or the device is missing.</exception>
    public static LoadedNetwork Load(StylizeOptions options, bool orEmbedded = true)
    {
        var file = new NetworkStore().Resolve(options.Network, orEmbedded);
        return new LoadedNetwork(file.Name, Features(file, options, Engine.Choose(options.Device, options.Precision)), Path: file.Path);
    }

    /// <summary>The network that the options name, with the one that does the first steps of a run where one does.</summary>
    /// <inheritdoc cref="Load" path="/param|/exception"/>
    public static LoadedNetwork LoadForRun(StylizeOptions options)
    {
        var file = new NetworkStore().Resolve(options.Network);
        var isDrafted = Drafting.Serves(options, file);
        var engine = Engine.Choose(options.Device, options.Precision);
        var draft = isDrafted ? Features(new NetworkFile(CompactNetwork.Name, null), options with { NetworkInput = null }, engine) : null;
        return new LoadedNetwork(file.Name, Features(file, options, engine), draft, file.Path);
    }

    /// <summary>The weights of a VGG-19 alone, as the file has them.</summary>
    public static Vgg19Weights Weights(StylizeOptions options) =>
        Read(new NetworkStore().Resolve(options.Network, orEmbedded: false), options).Weights;

    private static FeatureNetwork Features(NetworkFile file, StylizeOptions options, Engine engine)
    {
        var (architecture, weights, taps) = Read(file, options);
        var settings = new NetworkSettings(options.Pooling, options.Padding);
        return new FeatureNetwork(architecture, weights.Convolutions, weights.Convention, engine, settings, taps);
    }

    private static NetworkWeights Read(NetworkFile found, StylizeOptions options)
    {
        using var file = found.Path is { } path ? WeightsFile.Open(path, options.NetworkInput) : CompactNetwork.Open(options.NetworkInput);
        return NetworkWeights.Load(file);
    }
}
