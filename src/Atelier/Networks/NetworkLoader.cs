using Atelier.Networks.Store;
using Atelier.Networks.Weights;

namespace Atelier.Networks;

/// <summary>A network that is ready to run.</summary>
/// <param name="Name">Its name or file.</param>
/// <param name="Features">The network.</param>
internal sealed record LoadedNetwork(string Name, FeatureNetwork Features) : IDisposable
{
    /// <summary>Frees the network, and gives the memory of the run back to the system.</summary>
    public void Dispose()
    {
        Features.Dispose();
        Runtime.NativeMemory.Release();
    }
}

/// <summary>Finds the network that the options ask for and brings it to the engine.</summary>
internal static class NetworkLoader
{
    /// <summary>The network that the options name, where and how they say.</summary>
    /// <exception cref="NetworkException">It is not found, or its file cannot be trusted.</exception>
    /// <exception cref="StylizeException">The engine or the device is missing.</exception>
    public static LoadedNetwork Load(StylizeOptions options)
    {
        var file = Find(options);
        var (architecture, weights) = Read(file, options);
        var engine = Engine.Choose(options.Device, options.Precision);
        var settings = new NetworkSettings(options.Pooling, options.Padding);
        return new LoadedNetwork(file.Name, new FeatureNetwork(architecture, weights.Convolutions, weights.Convention, engine, settings));
    }

    /// <summary>The weights alone, as the file has them.</summary>
    public static Vgg19Weights Weights(StylizeOptions options) => Read(Find(options), options).Weights;

    private static NetworkFile Find(StylizeOptions options) => new NetworkStore().Resolve(options.Network);

    private static (NetworkArchitecture Architecture, Vgg19Weights Weights) Read(NetworkFile found, StylizeOptions options)
    {
        using var file = WeightsFile.Open(found.Path, options.NetworkInput);
        var architecture = ArchitectureMetadata.Read(file);
        return (architecture, Vgg19Weights.Load(file, [.. Vgg19Layers.Of(architecture)]));
    }
}
