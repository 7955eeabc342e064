using Atelier.Client;

namespace Atelier.Studio.Pictures;

/// <summary>The paintings that come with the studio, made by a program of this project (<c>samples/README.md</c>).</summary>
internal sealed class SamplePaintings
{
    private const string Artist = "Atelier.SamplePaintings, a program of this project";
    private const string Licence = "MIT";
    private const string Source = "samples/paintings in Atelier's repository";

    private static readonly IReadOnlyList<(string Id, string Title, string Help, int Width, int Height)> Table =
    [
        ("night", "Night over hills", "long curved strokes, blue against yellow", 768, 640),
        ("harvest", "Late summer", "short thick strokes, ochre, green and violet", 768, 640),
        ("sea", "A ship in a storm", "soft scumbled paint, grey, green and gold", 768, 600),
        ("shapes", "Circles, planes and lines", "bold outlines, saturated planes", 768, 720),
        ("pointillist", "River with sails", "dots of pure colour", 768, 620),
        ("mosaic", "Sun over waves", "small stones in rows, dark joints", 768, 640),
        ("ink", "Mountains in mist", "black and white brushwork", 768, 640),
    ];

    private readonly Dictionary<string, string> _files;

    /// <summary>Stores them as blobs, so that they are files like all others.</summary>
    public SamplePaintings(BlobStore blobs) => _files = Table.ToDictionary(row => row.Id, row => blobs.Keep(Read(row.Id)));

    public static IReadOnlyList<SampleStyle> All { get; } =
    [
        .. Table.Select(row => new SampleStyle
        {
            Id = row.Id,
            Title = row.Title,
            Artist = Artist,
            Licence = Licence,
            Source = Source,
            Help = row.Help,
            Width = row.Width,
            Height = row.Height,
            Url = $"/api/v1/styles/{row.Id}/picture",
        }),
    ];

    public IReadOnlyCollection<string> Files => _files.Values;

    /// <summary>The name of the one that is this file; null where none is.</summary>
    public string? NameOf(string file) => _files.FirstOrDefault(f => f.Value == file).Key;

    /// <summary>The file of one; null where there is none of that name.</summary>
    public string? FileOf(string id) => _files.GetValueOrDefault(id);

    private static byte[] Read(string id)
    {
        using var stream = typeof(SamplePaintings).Assembly.GetManifestResourceStream($"paintings/{id}.jpg")!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
