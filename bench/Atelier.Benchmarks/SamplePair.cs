using Atelier.Imaging;

namespace Atelier.Benchmarks;

/// <summary>The pictures of a benchmark: those named, or the repository's own.</summary>
internal static class SamplePair
{
    private static string Photos => Path.Combine(Root(), "samples", "photos");

    /// <summary>Reads a content and a style picture.</summary>
    public static (Picture Content, Picture Style) Read(string[] pictures)
    {
        if (pictures is [var content, var style])
        {
            return (Picture.Load(content), Picture.Load(style));
        }

        return (Picture.Load(Path.Combine(Photos, "chelsea.jpg")), Picture.Load(Path.Combine(Root(), "samples", "paintings", "night.jpg")));
    }

    /// <summary>The files of all sample photographs.</summary>
    public static IEnumerable<string> Photographs() => Directory.GetFiles(Photos, "*.jpg").Order(StringComparer.Ordinal);

    /// <summary>The folder of the clone.</summary>
    public static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Atelier.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("Run this from a clone of the repository, or name a content and a style picture.");
    }
}
