using System.Globalization;
using Atelier.Networks.Catalogue;
using Atelier.Networks.Compact;
using Atelier.Networks.Store;

namespace Atelier.Cli.Networks;

/// <summary>The networks as a table.</summary>
internal static class NetworkTable
{
    private static readonly string[] Head = ["NAME", "INSTALLED", "SIZE", "LICENCE", "SOURCE"];

    /// <summary>Writes it: the catalogue, what else is installed, and the embedded network.</summary>
    public static void Write(NetworkStore store, TextWriter writer)
    {
        var installed = store.Installed();
        string[][] rows =
        [
            Head,
            .. NetworkCatalogue.Entries.Select(e => installed.FirstOrDefault(i => i.Name == e.Name) is { } own
                ? Row(own)
                : [e.Name, "no", Size(e.Bytes), e.Licence, e.Urls[0].ToString()]),
            .. installed.Where(i => NetworkCatalogue.Find(i.Name) is null).Select(Row),
            [CompactNetwork.Name, "embedded", Size(CompactNetwork.Bytes), CompactNetwork.Licence, CompactNetwork.Source],
        ];
        var widths = Head.Select((_, column) => rows.Max(r => r[column].Length)).ToArray();
        foreach (var row in rows)
        {
            writer.WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }
    }

    /// <summary>Bytes in the unit that people read.</summary>
    public static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0} MB");

    private static string[] Row(InstalledNetwork network) =>
    [
        network.Name,
        network.Fault is null ? "yes" : "damaged",
        Size(network.Bytes),
        network.Licence ?? "unknown",
        network.Source ?? "unknown",
    ];
}
