using Atelier.Benchmarks;

namespace Atelier.Looks;

/// <summary>A photograph and the painting in whose manner it is painted.</summary>
/// <param name="Name">The name of its files.</param>
/// <param name="Content">The file of the photograph.</param>
/// <param name="Style">The file of the painting.</param>
internal sealed record LookPair(string Name, string Content, string Style)
{
    // Portraits, an animal, things, a flower; oil, ink, mosaic, dots, flat shapes.
    private static readonly (string Photo, string Painting)[] Samples =
    [
        ("photos/astronaut", "night"), ("photos/astronaut", "harvest"), ("photos/astronaut", "ink"), ("photos/chelsea", "sea"), ("photos/chelsea", "mosaic"),
        ("photos/chelsea", "pointillist"), ("photos/coffee", "night"), ("photos/coffee", "shapes"), ("large/dandelion", "harvest"), ("large/dandelion", "sea"),
    ];

    /// <summary>The pairs of the sample pictures.</summary>
    public static IEnumerable<LookPair> OfSamples()
    {
        var samples = Path.Combine(SamplePair.Root(), "samples");
        return Samples.Select(s => new LookPair(
            $"{Path.GetFileName(s.Photo)}-{s.Painting}", Path.Combine(samples, s.Photo + ".jpg"), Path.Combine(samples, "paintings", s.Painting + ".jpg")));
    }

    /// <summary>A pair as NAME=CONTENT:STYLE.</summary>
    public static LookPair? Of(string text) =>
        text.Split('=') is [var name, var files] && files.Split(':') is [var content, var style] ? new LookPair(name, content, style) : null;
}
