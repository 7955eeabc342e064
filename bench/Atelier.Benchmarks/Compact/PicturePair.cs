namespace Atelier.Benchmarks.Compact;

/// <summary>A content and a style picture as files, neither of which the embedded network was trained on.</summary>
internal sealed record PicturePair(string Content, string Style)
{
    private const int Wanted = 6;

    // Two of the shared paintings are among those that it was trained on, too.
    private static readonly string[] SeenInTraining = ["style-composition-vii", "style-shipwreck"];

    /// <summary>What it is called in tables and file names.</summary>
    public string Name => $"{Short(Content)}-{Short(Style)}";

    /// <summary>The pairs that are named, or six of the folder that is named, of the shared pictures, or of the samples.</summary>
    public static IReadOnlyList<PicturePair> Find(string[] words) => words switch
    {
        [] => Shared() is { } images ? Unseen(images) : Combined(Samples("photos"), Samples("paintings")),
        [var folder] => InFolder(folder),
        _ when words.Length % 2 == 0 => [.. words.Chunk(2).Select(p => new PicturePair(p[0], p[1]))],
        _ => throw new OptionsException(new Message(MessageCodes.OptionInvalid, $"PICTURES: expected a folder, or content and style pictures in turn, not {words.Length} pictures")),
    };

    /// <summary>Every content picture of some folders with so many of its folder's styles; of the shared pictures and the samples where none is named.</summary>
    public static IReadOnlyList<PicturePair> Every(string[] folders, int styles)
    {
        string[] all = folders.Length > 0 ? folders : [.. Shared() is { } images ? [images] : Array.Empty<string>(), Path.Combine(SamplePair.Root(), "samples")];
        return
        [
            .. all.Select(PicturesIn).SelectMany(f =>
                from style in Enumerable.Range(0, Math.Min(styles, f.Styles.Length))
                from content in Enumerable.Range(0, f.Contents.Length)
                select new PicturePair(f.Contents[content], f.Styles[(content + style) % f.Styles.Length])),
        ];
    }

    private static IReadOnlyList<PicturePair> InFolder(string folder)
    {
        var (contents, styles) = PicturesIn(folder);
        return Combined(contents, styles);
    }

    private static (string[] Contents, string[] Styles) PicturesIn(string folder)
    {
        string[] Within(string kind) => Path.Combine(folder, kind) is var inner && Directory.Exists(inner) ? [.. Directory.GetFiles(inner).Order(StringComparer.Ordinal)] : [];
        string[] contents = [.. Named(folder, "content"), .. Within("photos")];
        string[] styles = [.. Named(folder, "style"), .. Within("paintings")];
        return contents.Length > 0 && styles.Length > 0
            ? (contents, styles)
            : throw new OptionsException(
                new Message(MessageCodes.OptionInvalid, $"{folder}: expected a folder of pictures named content-* and style-*, found {contents.Length} and {styles.Length}"));
    }

    // Every shared photograph with a shared painting, and with a painting of the samples.
    private static IReadOnlyList<PicturePair> Unseen(string folder)
    {
        string[] styles = [.. Named(folder, "style").Where(s => !SeenInTraining.Contains(Path.GetFileNameWithoutExtension(s)))];
        PicturePair[] pairs =
        [
            .. Named(folder, "content").Select(content => new PicturePair(content, styles[0])),
            .. Named(folder, "content").Zip(Samples("paintings")).Select(p => new PicturePair(p.First, p.Second)),
        ];
        return [.. pairs.Take(Wanted)];
    }

    private static string[] Named(string folder, string kind) =>
        Directory.Exists(folder) ? [.. Directory.GetFiles(folder, kind + "-*").Order(StringComparer.Ordinal)] : [];

    // Each content with one style, then each with the next, so that both kinds are spread evenly.
    private static IReadOnlyList<PicturePair> Combined(string[] contents, string[] styles) =>
    [
        .. Enumerable.Range(0, Math.Min(Wanted, contents.Length * styles.Length))
            .Select(i => new PicturePair(contents[i % contents.Length], styles[((i % contents.Length) + (i / contents.Length)) % styles.Length])),
    ];

    private static string? Shared()
    {
        var shared = Environment.GetEnvironmentVariable("ATELIER_SHARED") is { Length: > 0 } given ? given : Path.Combine(SamplePair.Root(), "..", "shared");
        var images = Path.GetFullPath(Path.Combine(shared, "images"));
        return Directory.Exists(images) ? images : null;
    }

    private static string[] Samples(string kind) => [.. Directory.GetFiles(Path.Combine(SamplePair.Root(), "samples", kind)).Order(StringComparer.Ordinal)];

    private static string Short(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        return name.StartsWith("content-", StringComparison.Ordinal) || name.StartsWith("style-", StringComparison.Ordinal) ? name[(name.IndexOf('-') + 1)..] : name;
    }
}
