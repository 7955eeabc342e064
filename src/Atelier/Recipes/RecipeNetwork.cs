using Atelier.Networks.Compact;
using Atelier.Networks.Store;
using Atelier.Networks.Weights;

namespace Atelier.Recipes;

/// <summary>The network that a run was made with.</summary>
/// <param name="Name">Its name, or that of its file.</param>
/// <param name="Path">Its weights file; null for one that is installed or embedded.</param>
/// <param name="Sha256">The checksum of the weights file, 64 hexadecimal digits in lower case.</param>
public sealed record RecipeNetwork(string Name, string? Path, string Sha256)
{
    /// <summary>The network that an option names, as it is now.</summary>
    /// <param name="store">The installed networks.</param>
    /// <param name="nameOrFile">See <see cref="NetworkStore.Resolve"/>.</param>
    /// <exception cref="NetworkException">There is none.</exception>
    internal static RecipeNetwork Of(NetworkStore store, string? nameOrFile) => Of(store, store.Resolve(nameOrFile));

    /// <summary>
    /// Finds the network by its checksum, wherever it lies now: at its path, by its name, or as the one that would be taken
    /// where none is named.
    /// </summary>
    /// <returns>What <see cref="StylizeOptions.Network"/> has to be; null where no candidate is that network.</returns>
    internal string? Find(NetworkStore store) =>
        Candidates().FirstOrDefault(candidate => TryOf(store, candidate)?.Sha256 == Sha256);

    private static RecipeNetwork Of(NetworkStore store, NetworkFile file)
    {
        try
        {
            var isInstalled = file.Path is not null && System.IO.Path.GetDirectoryName(file.Path) == store.Folder;
            return new RecipeNetwork(file.Name, isInstalled ? null : file.Path, file.Path is null ? CompactNetwork.Sha256 : FileChecksum.Of(file.Path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw WeightsError.Unreadable(file.Path!, error);
        }
    }

    private static RecipeNetwork? TryOf(NetworkStore store, string candidate)
    {
        try
        {
            return Of(store, candidate);
        }
        catch (NetworkException)
        {
            return null; // the next may be it
        }
    }

    private IEnumerable<string> Candidates()
    {
        if (Path is not null)
        {
            yield return Path;
        }

        if (NetworkName.IsValid(Name) || Name == CompactNetwork.Name)
        {
            yield return Name;
        }

        yield return Environment.GetEnvironmentVariable("ATELIER_NETWORK") is { Length: > 0 } given ? given : NetworkName.Auto;
        yield return NetworkName.Auto;
    }
}
