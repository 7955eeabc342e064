using System.Globalization;
using Atelier.Networks;

namespace Atelier.Cli.Networks;

/// <summary>The networks as a table.</summary>
internal static class NetworkTable
{
    /// <summary>Writes it: the catalogue, then what else is installed.</summary>
    public static void Write(NetworkStore store, TextWriter writer)
    {
        var installed = store.Installed();
        writer.WriteLine(Row("NAME", "INSTALLED", "SIZE", "LICENCE", "WHAT"));
        foreach (var entry in NetworkCatalogue.All)
        {
            writer.WriteLine(Row(entry.Name, installed.Contains(entry.Name) ? "yes" : "no", Size(entry.Bytes), entry.Licence, entry.Description));
        }

        foreach (var name in installed.Except(NetworkCatalogue.All.Select(e => e.Name)))
        {
            writer.WriteLine(Row(name, "yes", "", "", "imported"));
        }
    }

    /// <summary>Bytes in the unit that people read.</summary>
    public static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0} MB");

    private static string Row(string name, string installed, string size, string licence, string what) =>
        $"{name,-18} {installed,-9} {size,7}  {licence,-12} {what}";
}
