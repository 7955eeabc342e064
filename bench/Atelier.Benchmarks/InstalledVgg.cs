using Atelier.Networks.Compact;
using Atelier.Networks.Store;

namespace Atelier.Benchmarks;

/// <summary>The VGG-19 that many benchmarks need.</summary>
internal static class InstalledVgg
{
    /// <summary>The weights file of the installed VGG-19, or the one that ATELIER_NETWORK names.</summary>
    /// <exception cref="NetworkException">There is none.</exception>
    public static string Path() => new NetworkStore().Resolve(orEmbedded: false).Path
        ?? throw new NetworkException(
            MessageCodes.NoNetwork,
            $"ATELIER_NETWORK is {CompactNetwork.Name}, which is no judge: set it to a VGG-19, or install one.");
}
