using System.Globalization;
using Atelier.Networks;
using Atelier.Recipes;

namespace Atelier.Checkpoints;

/// <summary>What a run must have in common with one that shall go on from its checkpoint.</summary>
/// <param name="Options">The options by name.</param>
/// <param name="Pictures">The pictures.</param>
/// <param name="Network">The network's name.</param>
/// <param name="NetworkSha256">The checksum of its weights.</param>
/// <param name="IsDrafted">Whether the embedded network does the first steps.</param>
/// <param name="Engine">The device and number format.</param>
internal sealed record RunIdentity(
    IReadOnlyDictionary<string, string?> Options, IReadOnlyList<PictureChecksum> Pictures, string Network, string NetworkSha256, bool IsDrafted, string Engine)
{
    // These change no step, or are compared as the network and the engine that they lead to.
    private static readonly string[] NotCompared = ["time", "no-guard", "draft", "device", "precision"];

    /// <summary>The identity of a run.</summary>
    /// <exception cref="RecipeException">A file that the options name cannot be read.</exception>
    /// <exception cref="NetworkException">The weights file cannot be read any more.</exception>
    public static RunIdentity Of(LoadedNetwork network, StylizePictures pictures, StylizeOptions options)
    {
        var renamed = RecipeOptions.WithFiles(options, _ => "file"); // they are compared by their content
        return new RunIdentity(
            RecipeOptions.All.Where(o => !NotCompared.Contains(o.Name)).Select(o => (o.Name, Text: o.TextIn(renamed)))
                .Append(("losses", options.Losses.Count == 0 ? null : string.Join(", ", options.Losses.Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Name}:{l.Weight}")))))
                .ToDictionary(),
            PictureChecksum.Of(pictures, options),
            network.Name,
            network.Sha256,
            network.Draft is not null,
            network.Features.Engine.ToString());
    }

    /// <summary>How this run differs from the one of a checkpoint; each a clause.</summary>
    public IReadOnlyList<FormattableString> DifferencesFrom(RunIdentity begun)
    {
        List<FormattableString> differences = [];
        foreach (var (name, value) in Options)
        {
            var then = begun.Options.GetValueOrDefault(name);
            if (value != then)
            {
                differences.Add($"{new OptionName(name)} was {then ?? "not given"}, not {value ?? "left out"}");
            }
        }

        if (Pictures.Count != begun.Pictures.Count)
        {
            differences.Add($"the number of pictures and masks was {begun.Pictures.Count}, not {Pictures.Count}");
        }
        else
        {
            differences.AddRange(Pictures.Zip(begun.Pictures).Where(p => p.First.Sha256 != p.Second.Sha256).Select(p => (FormattableString)$"the {p.First.Name} was another"));
        }

        if (NetworkSha256 != begun.NetworkSha256)
        {
            differences.Add($"the network was {Quoted.Line(begun.Network)} (SHA-256 {begun.NetworkSha256[..8]}…), not {Quoted.Line(Network)} ({NetworkSha256[..8]}…)");
        }

        if (IsDrafted != begun.IsDrafted)
        {
            differences.Add($"{(begun.IsDrafted ? "it had" : "it had no")} draft by the embedded network ({new OptionName("draft")})");
        }

        if (Engine != begun.Engine)
        {
            differences.Add($"it ran on {begun.Engine}, not {Engine} ({new OptionName("device")}, {new OptionName("precision")})");
        }

        return differences;
    }
}
