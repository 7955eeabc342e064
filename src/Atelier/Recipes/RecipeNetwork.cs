using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Atelier.Networks.Compact;
using Atelier.Networks.Store;
using Atelier.Networks.Weights;

namespace Atelier.Recipes;

/// <summary>The network that a run was made with.</summary>
/// <param name="Name">Its name, or that of its file.</param>
/// <param name="Path">Its weights file; null for one that is installed or embedded.</param>
/// <param name="Sha256">The checksum of the weights file, 64 hexadecimal digits in lower case.</param>
public sealed record RecipeNetwork(
    [property: MinLength(1)]
    string Name,
    [property: JsonPropertyName("file"), MinLength(1), Description("its weights file, for one that is neither installed nor embedded")]
    string? Path,
    [property: RegularExpression(RecipeFile.Sha256Pattern), Description("the SHA-256 of the weights file, 64 hexadecimal digits in lower case")]
    string Sha256)
{
    // The schema would require a parameter in the middle, which can have no default.
    [JsonConstructor]
    private RecipeNetwork()
        : this("", null, "")
    {
    }

    /// <summary>The network that an option names, as it is now.</summary>
    /// <param name="store">The installed networks.</param>
    /// <param name="nameOrFile">See <see cref="NetworkStore.Resolve"/>.</param>
    /// <exception cref="NetworkException">There is none.</exception>
    internal static RecipeNetwork Of(NetworkStore store, string? nameOrFile)
    {
        var file = store.Resolve(nameOrFile);
        try
        {
            var isInstalled = file.Path is not null && System.IO.Path.GetDirectoryName(file.Path) == store.Folder;
            return new RecipeNetwork(file.Name, isInstalled ? null : file.Path, file.Path is null ? CompactNetwork.Sha256 : RecipeFile.Sha256Of(file.Path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw WeightsError.Unreadable(file.Path!, error);
        }
    }

    /// <summary>
    /// Finds the network by its checksum, wherever it lies now: at its path, by its name, or as the one that would be taken
    /// where none is named.
    /// </summary>
    /// <returns>What <see cref="StylizeOptions.Network"/> has to be; null where no candidate is that network.</returns>
    internal string? Find(NetworkStore store)
    {
        var name = NetworkName.IsValid(Name) || Name == CompactNetwork.Name ? Name : null;
        var given = Environment.GetEnvironmentVariable("ATELIER_NETWORK") is { Length: > 0 } variable ? variable : null;
        return new[] { Path, name, given, NetworkName.Auto }.FirstOrDefault(candidate => candidate is not null && Is(store, candidate));
    }

    private bool Is(NetworkStore store, string candidate)
    {
        try
        {
            return Of(store, candidate).Sha256 == Sha256;
        }
        catch (NetworkException)
        {
            return false; // the next may be it
        }
    }
}
