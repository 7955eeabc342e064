using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Atelier.Imaging;
using Atelier.Networks.Compact;
using Atelier.Networks.Store;

namespace Atelier.Recipes;

/// <summary>
/// Everything that a picture was made from: every option, the checksums of pictures and network, and the version of Atelier.
/// A run from a recipe on the same machine gives the same bytes. It says nothing of where results go.
/// </summary>
[Description("Everything that a picture was made from. It says nothing of where results go.")]
public sealed record Recipe
{
    /// <summary>The number of the format that is written, and the highest that is read.</summary>
    public const int Format = 1;

    /// <summary>The version of this library.</summary>
    public static string CurrentVersion { get; } =
        typeof(Recipe).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>The format of the recipe, first of its fields.</summary>
    [JsonInclude, JsonPropertyName("recipe"), JsonRequired, Range(1, Format), Description("the format of the recipe")]
    internal int FormatNumber { get; init; } = Format;

    /// <summary>The version of Atelier that made the picture, such as <c>0.1.0</c>.</summary>
    [JsonPropertyName("atelier"), JsonRequired]
    [RegularExpression(@"^\d+\.\d+(\.\d+)*([-+].*)?$"), Description("the version of Atelier that made the picture, such as 0.1.0")]
    public string Version { get; init; } = CurrentVersion;

    /// <summary>The content picture.</summary>
    [Description("the content picture")]
    public required RecipeFile Content { get; init; }

    /// <summary>The style pictures, in their order; at least one, or a region.</summary>
    [Description("the style pictures, in their order; at least one, or a region")]
    public required IReadOnlyList<RecipeFile> Styles { get; init; }

    /// <summary>The parts of the content picture with styles of their own.</summary>
    [Description("parts of the content picture with styles of their own")]
    public IReadOnlyList<RecipeRegion> Regions { get; init; } = [];

    /// <summary>Further files, which options name.</summary>
    [Description("further pictures, which options name")]
    public IReadOnlyList<RecipeFile> Files { get; init; } = [];

    /// <summary>The network.</summary>
    [Description("the network")]
    public required RecipeNetwork Network { get; init; }

    /// <summary>
    /// The options. Of a recipe that was read, <see cref="StylizeOptions.Network"/> is null until <see cref="Checked"/> has
    /// found the network.
    /// </summary>
    [Description("the options of the run; one that is missing has its default")]
    public required StylizeOptions Options { get; init; }

    /// <summary>How the picture was written: quality and bit depth.</summary>
    [JsonIgnore]
    public PictureWriteOptions Writing { get; init; } = PictureWriteOptions.Default;

    /// <summary><see cref="Writing"/> as it is kept.</summary>
    [JsonInclude, JsonPropertyName("writing"), Description("how the picture was written")]
    internal RecipeWriting KeptWriting
    {
        get => new(Writing.Quality, Writing.BitDepth, Writing.Metadata == KeptMetadata.Keep ? null : Writing.Metadata);
        init => Writing = new() { Quality = value.Quality, BitDepth = value.BitDepth, Metadata = value.Metadata ?? KeptMetadata.Keep };
    }

    /// <summary>What the run came to; null before it.</summary>
    [Description("what the run came to")]
    public RecipeResult? Result { get; init; }

    /// <summary>Why a run from this recipe may give another picture although nothing has changed, each a sentence.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Doubts =>
    [
        .. Version == CurrentVersion ? Array.Empty<string>() : [$"The recipe is of Atelier {Version}, this is {CurrentVersion}: the picture may differ."],
        .. Result is null or { Stopped: StopReason.Finished } ? Array.Empty<string>() : ["The recipe's run was ended before its last step: the picture will differ."],
    ];

    /// <summary>The recipe of a run that is about to begin.</summary>
    /// <param name="content">The content picture's file.</param>
    /// <param name="styles">The style pictures' files.</param>
    /// <param name="options">The options of the run.</param>
    /// <param name="writing">How the picture will be written.</param>
    /// <param name="store">The installed networks; null for those of this user.</param>
    /// <exception cref="RecipeException">A picture cannot be read.</exception>
    /// <exception cref="NetworkException">The network is not found.</exception>
    public static Recipe For(
        string content, IReadOnlyList<string> styles, StylizeOptions options, PictureWriteOptions? writing = null, NetworkStore? store = null)
    {
        ArgumentNullException.ThrowIfNull(styles);
        ArgumentNullException.ThrowIfNull(options);
        store ??= new NetworkStore();
        return new Recipe
        {
            Content = RecipeFile.Of(content),
            Styles = [.. styles.Select(RecipeFile.Of)],
            Files = [.. RecipeOptions.Files(options).Select(RecipeFile.Of)],

            // Colours are transferred without a network: the embedded one, which is always there, stands for none.
            Network = RecipeNetwork.Of(store, options.Color == ColorMode.Only ? CompactNetwork.Name : options.Network),
            Options = RecipeOptions.Settled(options, store),
            Writing = writing ?? PictureWriteOptions.Default,
        };
    }

    /// <summary>Reads a recipe from a file of its own, or from the metadata of a picture.</summary>
    /// <param name="path">
    /// The file. The paths in a recipe file are seen from its folder; a picture's recipe names files without folders, which
    /// are looked for beside the picture.
    /// </param>
    /// <exception cref="RecipeException">There is no recipe, or it is damaged, of a newer version, or has unknown fields.</exception>
    public static Recipe Read(string path) => RecipeText.Of(path).Read();

    /// <summary>The JSON of a recipe, in lines for people, whatever version it is of and without any check of its fields.</summary>
    /// <param name="path">A recipe file, or a picture that keeps one.</param>
    /// <exception cref="RecipeException">There is no recipe, or it is no JSON.</exception>
    public static string Show(string path)
    {
        using var document = RecipeText.Of(path).Parse();
        return JsonSerializer.Serialize(document, RecipeJson.Readable) + "\n";
    }

    /// <summary>Finds, before any work is done, whether a recipe can be saved.</summary>
    /// <param name="path">Where it shall go.</param>
    /// <param name="inputs">The files that must not be overwritten; links are followed.</param>
    /// <exception cref="PictureException">The folder does not exist or cannot be written, the path is a directory or one of the inputs.</exception>
    public static void CheckTarget(string path, params IReadOnlyList<string> inputs)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(inputs);
        WriteTarget.Check(path, inputs);
    }

    /// <summary>The recipe with what the run came to.</summary>
    public Recipe With(StylizeResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return this with
        {
            Version = CurrentVersion,
            Result = new(result.Picture.Width, result.Picture.Height, result.Steps, result.Stopped, result.Engine)
            { Strength = result.Strength, Balance = result.Balance },
        };
    }

    /// <summary>The recipe with other options: files that they name anew are taken as they are now.</summary>
    /// <exception cref="RecipeException">A file cannot be read.</exception>
    /// <exception cref="NetworkException">The options name a network that is not found.</exception>
    public Recipe With(StylizeOptions options, NetworkStore? store = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        return this with
        {
            Options = options,
            Files = [.. RecipeOptions.Files(options).Select(path => Files.FirstOrDefault(f => f.Path == path) ?? RecipeFile.Of(path))],
            Network = options.Network is { } network ? RecipeNetwork.Of(store ?? new NetworkStore(), network) : Network,
        };
    }

    /// <summary>Checks that pictures and network are still what they were, and finds the network.</summary>
    /// <param name="warn">Told of each that changed, in one sentence; null to refuse them.</param>
    /// <param name="store">The installed networks; null for those of this user.</param>
    /// <returns>The recipe with the checksums that hold now, and with options in which the network is named.</returns>
    /// <exception cref="RecipeException">A file is missing, or, without <paramref name="warn"/>, something has changed.</exception>
    /// <exception cref="NetworkException">There is no network at all.</exception>
    public Recipe Checked(Action<Message>? warn = null, NetworkStore? store = null) =>
        RecipeCheck.Run(this, warn, store ?? new NetworkStore());

    /// <summary>Whether this is the recipe of a finished picture that a run from another recipe would only paint again.</summary>
    /// <param name="other">A recipe of a run that is about to begin.</param>
    public bool IsFinished(Recipe other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Result is { Stopped: StopReason.Finished } && (this with { Result = null }).ToJson() == (other with { Result = null }).ToJson();
    }

    /// <summary>The JSON that a picture keeps: files are named without their folders, which are nobody's business.</summary>
    public string ToJson() => ToJson(path => Path.GetFileName(path), RecipeJson.Compact);

    /// <summary>Writes the recipe to a file of its own, whole or not at all, with paths as seen from there.</summary>
    /// <exception cref="RecipeException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            var json = Encoding.UTF8.GetBytes(ToJson(Path.GetDirectoryName(PictureFile.Resolve(path))!));
            AtomicFile.Write(path, stream => stream.Write(json));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RecipeException(MessageCodes.FileNotWritten, $"{new FileName(path)} cannot be written: {PictureFile.Reason(error, path)}; choose another place.", error);
        }
    }

    /// <summary>The JSON in lines for people, with paths as seen from a folder.</summary>
    internal string ToJson(string folder) => ToJson(
        path => Path.GetRelativePath(folder, Path.GetFullPath(path)).Replace(Path.DirectorySeparatorChar, '/'), RecipeJson.Readable) + "\n";

    /// <summary>The recipe with each picture replaced.</summary>
    /// <param name="replace">Takes the picture, what it is used for, and the way to give another, as a clause.</param>
    internal Recipe WithFiles(Func<RecipeFile, string, FormattableString, RecipeFile> replace)
    {
        FormattableString region = $"{new OptionName("region")}";
        return this with
        {
            Content = replace(Content, "content picture", $"CONTENT"),
            Styles = [.. Styles.Select(s => replace(s, "style picture", $"STYLE"))],
            Regions =
            [
                .. Regions.Select(r => new RecipeRegion(
                    replace(r.Mask, "mask", region),
                    [.. r.Styles.Select(s => replace(s, "style picture", region))],
                    r.StyleMask is { } mask ? replace(mask, "mask", region) : null)),
            ],
            Files = [.. Files.Select(f => replace(f, "picture", $"another with its option"))],
        };
    }

    /// <summary>The recipe with other paths.</summary>
    internal Recipe WithPaths(Func<string, string> rename, Func<string, string> renameInOptions) =>
        WithFiles((file, _, _) => file with { Path = rename(file.Path) }) with
        {
            Network = Network with { Path = Network.Path is { } path ? rename(path) : null },
            Options = RecipeOptions.WithFiles(Options, renameInOptions),
        };

    // Among options a bare name may be a word, such as noise.
    private string ToJson(Func<string, string> rename, JsonSerializerOptions json) =>
        JsonSerializer.Serialize(WithPaths(rename, path => rename(path) is var name && name.Contains('/') ? name : $"./{name}"), json);
}
