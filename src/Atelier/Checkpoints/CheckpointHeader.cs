using System.Text.Json;
using System.Text.Json.Serialization;
using Atelier.Optimization;
using Atelier.Recipes;

namespace Atelier.Checkpoints;

/// <summary>Everything in a checkpoint that is no array. Its JSON stands in the metadata of the file.</summary>
internal sealed record CheckpointHeader
{
    /// <summary>The number of the format that is written and read.</summary>
    public const int CurrentFormat = 1;

    private static readonly JsonSerializerOptions Json = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, // a loss before the first step is infinite
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The number of the format.</summary>
    public required int Format { get; init; }

    /// <summary>The version of Atelier.</summary>
    public required string Version { get; init; }

    /// <summary>What the run is.</summary>
    public required RunIdentity Run { get; init; }

    /// <summary>The scale that the run is at, from 0; <see cref="Scales"/> where it is finished.</summary>
    public required int Scale { get; init; }

    /// <summary>How many scales there are.</summary>
    public required int Scales { get; init; }

    /// <summary>The steps done at that scale; all of them where it has ended before.</summary>
    public required int Step { get; init; }

    /// <summary>Steps, time and losses of the run so far.</summary>
    public required RunFigures Figures { get; init; }

    /// <summary>The optimiser's losses.</summary>
    public LossValues Losses { get; init; } = LossValues.Zero;

    /// <summary>The optimiser's numbers; empty before the first step and after the last.</summary>
    public IReadOnlyDictionary<string, double> Optimizer { get; init; } = new Dictionary<string, double>();

    /// <summary>The state of the strength control; null where there is none.</summary>
    [JsonPropertyName("Dial")]
    public StrengthControllerState? Strength { get; init; }

    /// <summary>How each scale is computed; empty in checkpoints of earlier versions.</summary>
    public IReadOnlyList<ScaleMethod> Methods { get; init; } = [];

    /// <summary>What the stopping rule looks back to.</summary>
    public IReadOnlyList<double> Window { get; init; } = [];

    /// <summary>The recipe's JSON, with paths as seen from the checkpoint; or null.</summary>
    public string? RecipeJson { get; init; }

    /// <summary>What the program noted.</summary>
    public IReadOnlyDictionary<string, string> Notes { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the run is finished.</summary>
    [JsonIgnore]
    public bool IsFinished => Scale == Scales;

    /// <summary>Refuses the checkpoint of another version, whose steps may be others.</summary>
    /// <param name="path">The checkpoint.</param>
    /// <exception cref="CheckpointException">It is of another version.</exception>
    public void RequireThisVersion(string path)
    {
        if (Version != Recipe.CurrentVersion)
        {
            throw new CheckpointException(
                MessageCodes.CheckpointOfOtherVersion,
                $"The checkpoint {new FileName(path)} is of Atelier {Quoted.Line(Version)}, this is {Recipe.CurrentVersion}, whose steps may differ: go on with that version, or start the run anew.");
        }
    }

    /// <summary>Its JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static CheckpointHeader Parse(string json) => JsonSerializer.Deserialize<CheckpointHeader>(json, Json) ?? throw new JsonException("null");

    /// <summary>The number of the format that JSON of any format begins with.</summary>
    /// <exception cref="JsonException">It says none.</exception>
    public static int FormatOf(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty(nameof(Format), out var format)
            && format.TryGetInt32(out var number) ? number : throw new JsonException("no format");
    }
}
