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
    public static LoadedNetwork Load(StylizeOptions options) => throw new NotSupportedException(options.ToString());
}
