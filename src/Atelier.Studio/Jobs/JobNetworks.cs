using Atelier.Client;
using Atelier.Networks.Catalogue;
using Atelier.Networks.Compact;
using Atelier.Networks.Store;

namespace Atelier.Studio.Jobs;

/// <summary>The networks that a job may name: names only, never files.</summary>
internal static class JobNetworks
{
    public const string Auto = "auto";

    /// <summary>All, those that are there first.</summary>
    public static IReadOnlyList<NetworkInfo> All(StudioSettings settings)
    {
        var installed = new NetworkStore().Installed().Where(n => n.Fault is null).ToArray();
        return
        [
            new NetworkInfo(Auto, true, null, $"the studio's choice, now {Chosen(settings)}"),
            .. installed.Select(n => new NetworkInfo(n.Name, true, n.Licence, null)),
            new NetworkInfo(CompactNetwork.Name, true, CompactNetwork.Licence, CompactNetwork.Source),
            .. NetworkCatalogue.Entries.Where(e => installed.All(n => n.Name != e.Name))
                .Select(e => new NetworkInfo(e.Name, false, e.Licence, $"{e.Description}; fetch it with: atelier networks pull {e.Name}")),
        ];
    }

    /// <summary>The value of <see cref="StylizeOptions.Network"/> for what a job names.</summary>
    public static string? Resolve(string? name, StudioSettings settings) => name is null or Auto ? settings.Network : name;

    private static string Chosen(StudioSettings settings)
    {
        try
        {
            return new NetworkStore().Resolve(settings.Network).Name;
        }
        catch (NetworkException)
        {
            return "none";
        }
    }
}
