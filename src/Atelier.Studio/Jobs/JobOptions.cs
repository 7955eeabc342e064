using System.Globalization;
using Atelier.Client;
using Atelier.Imaging;
using Atelier.Studio.Messages;

namespace Atelier.Studio.Jobs;

/// <summary>Is told of what is wrong with a field of a request.</summary>
/// <param name="field">The field, as a path from the request.</param>
/// <param name="code">The code of the fault.</param>
/// <param name="text">A sentence.</param>
internal delegate void FieldFault(string field, string code, string text);

/// <summary>The options of a run as a job gives them, derived from <see cref="StylizeOption.All"/>.</summary>
internal static class JobOptions
{
    private static readonly string[] Starts = [InitialPicture.Content.Name, InitialPicture.Noise.Name, InitialPicture.Style.Name];

    private static readonly StylizeOptions Defaults = new();

    /// <summary>
    /// The options of a job. Options that no recipe keeps are not among them, since they are the machine's own: memory, folders, numbered
    /// pictures; nor are files of this machine, of which a client must not even learn whether they exist.
    /// </summary>
    public static IReadOnlyList<StylizeOption> All { get; } =
        [.. StylizeOption.All.Where(o => o.InRecipe && (!o.NamesFiles || o.ValueType == typeof(InitialPicture)))];

    /// <summary>All options and presets for a form.</summary>
    public static OptionCatalogue Catalogue(StudioSettings settings) => new(
        [
            .. Enum.GetValues<StylizePreset>().Select(preset => new PresetInfo(
                Name(preset), preset.ToString(), Help(preset), Differences(StylizeOptions.For(preset), Defaults))),
        ],
        [.. All.Select(o => Describe(o, settings))]);

    /// <summary>Reads preset and options.</summary>
    /// <param name="request">The request.</param>
    /// <param name="settings">What networks there are.</param>
    /// <param name="fault">Told of each fault.</param>
    public static StylizeOptions Read(JobRequest request, StudioSettings settings, FieldFault fault)
    {
        var preset = StylizePreset.Balanced;
        if (request.Preset is { } name && (!Enum.TryParse(name, ignoreCase: true, out preset) || Name(preset) != name))
        {
            fault("preset", ProblemCodes.BadField, $"Expected {string.Join(", ", Enum.GetValues<StylizePreset>().Select(Name))}.");
        }

        var options = StylizeOptions.For(preset);
        foreach (var (key, text) in request.Options ?? new Dictionary<string, string>())
        {
            if (All.FirstOrDefault(o => o.Name == key) is not { } option)
            {
                fault($"options.{key}", ProblemCodes.BadField, "There is no such option.");
            }
            else if (text is null)
            {
                fault($"options.{key}", ProblemCodes.BadField, "Expected a text.");
            }
            else if (Words(option, settings) is { } words && !words.Contains(text))
            {
                fault($"options.{key}", ProblemCodes.BadField, $"Expected {string.Join(", ", words)}.");
            }
            else
            {
                options = Set(options, option, text, fault);
            }
        }

        try
        {
            options.Validate();
        }
        catch (OptionsException error)
        {
            foreach (var found in error.Faults)
            {
                Tell(found, fault);
            }
        }

        return options with { Network = JobNetworks.Resolve(options.Network, settings) };
    }

    /// <summary>The preset that is nearest to options, and the options in which they differ from it.</summary>
    public static (string Preset, Dictionary<string, string> Options) Words(StylizeOptions options) => Enum.GetValues<StylizePreset>()
        .Select(preset => (Name(preset), Differences(options, StylizeOptions.For(preset))))
        .Where(words => !words.Item2.ContainsValue("")) // no word unsets what a preset sets
        .MinBy(words => words.Item2.Count);

    /// <summary>Tells of a fault of the options, under the option's field where it has one.</summary>
    /// <param name="found">The fault.</param>
    /// <param name="fault">Told of it.</param>
    public static void Tell(Message found, FieldFault fault) =>
        fault(found.Option is { } option ? $"options.{option}" : "options", found.Code, Sentence(found.ToString(JobNames.Instance)));

    private static string Sentence(string fault)
    {
        var text = fault.TrimEnd('.');
        return $"{char.ToUpperInvariant(text[0])}{text[1..]}.";
    }

    private static StylizeOptions Set(StylizeOptions options, StylizeOption option, string text, FieldFault fault)
    {
        try
        {
            return option.With(options, text);
        }
        catch (FormatException error)
        {
            fault($"options.{option.Name}", MessageCodes.OptionInvalid, Sentence(error.Message));
            return options;
        }
    }

    // A path from a client would read any file of this machine: where the command takes names and files, a job takes names.
    private static IReadOnlyList<string>? Words(StylizeOption option, StudioSettings settings) =>
        option.Name == "network" ? [.. JobNetworks.All(settings).Where(n => n.Installed).Select(n => n.Name)]
        : option.ValueType == typeof(InitialPicture) ? Starts
        : option.Choices.Count > 0 ? option.Choices
        : null;

    private static OptionInfo Describe(StylizeOption option, StudioSettings settings)
    {
        var words = Words(option, settings);
        return new OptionInfo
        {
            Name = option.Name,
            Group = option.Group.ToString().ToLowerInvariant(),
            Help = option.Help,
            Kind = words is not null ? "choice"
                : option.IsSwitch ? "flag"
                : option.ValueType == typeof(int) ? "integer"
                : option.IsReal ? "number"
                : "text",
            Choices = words,
            Min = Number(option.Range?.Minimum),
            Max = Number(option.Range?.Maximum),
            Default = option.Name == "network" ? JobNetworks.Auto : option.TextIn(Defaults),
            InRecipe = option.InRecipe,
        };
    }

    private static double? Number(object? value) => value is null ? null : Convert.ToDouble(value, CultureInfo.InvariantCulture);

    private static Dictionary<string, string> Differences(StylizeOptions options, StylizeOptions from) => All
        .Where(o => o.TextIn(options) != o.TextIn(from))
        .ToDictionary(o => o.Name, o => o.TextIn(options) ?? "");

    private static string Name(StylizePreset preset) => preset.ToString().ToLowerInvariant();

    private static string Help(StylizePreset preset) => preset switch
    {
        StylizePreset.Balanced => "coarse to fine, as many steps as the eye still notices",
        StylizePreset.Fast => "a draft in about half of the time",
        StylizePreset.Best => "everything that helps, at several times the time",
        StylizePreset.Gatys => "the method as published in 2016: one scale, from noise",
        _ => "",
    };
}
