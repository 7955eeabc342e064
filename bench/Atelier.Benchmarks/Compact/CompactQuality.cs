using Atelier.Imaging;

namespace Atelier.Benchmarks.Compact;

/// <summary>
/// The losses of pictures painted with the student over those of pictures painted with VGG-19, same inputs and settings, both
/// judged on the saved picture by VGG-19 in float32.
/// </summary>
internal static class CompactQuality
{
    private const double StyleTarget = 2.5;
    private const double StyleAim = 1.5;
    private const double ContentTarget = 1.15;

    /// <summary>Paints and judges the pairs, and prints a line for each and their averages.</summary>
    /// <param name="pairs">The pictures.</param>
    /// <param name="options">The settings of both networks.</param>
    /// <param name="student">The student's name or file.</param>
    /// <param name="cache">Where VGG-19's pictures are kept.</param>
    /// <param name="save">Where the student's pictures go; null for a folder below the cache.</param>
    public static void Measure(IReadOnlyList<PicturePair> pairs, StylizeOptions options, string student, string cache, string? save)
    {
        using var judge = new Judge();
        var teachers = new TeacherPictures(cache, judge, options);
        Console.WriteLine($"{student} over VGG-19 at {options.Size} pixels, steps {options.Steps}: losses of the saved pictures, judged by VGG-19 in float32");
        Console.WriteLine($"{"",-28}   style  content   {string.Join(' ', Subject.StyleLayers)}");
        var folder = Directory.CreateDirectory(save ?? Path.Combine(cache, "student")).FullName;
        var ratios = new List<LossRatios>();
        foreach (var pair in pairs)
        {
            var content = PictureResizer.ResizeToLongestSide(Picture.Load(pair.Content), options.Size);
            var style = PictureResizer.ResizeToLongestSide(Picture.Load(pair.Style), options.Size);
            var wanted = judge.Evaluate(teachers.For(pair.Name, content, style), content, style);
            var path = Path.Combine(folder, $"{pair.Name}-{options.Size}.png");
            Stylizer.Run(content, style, options with { Network = student }).Picture.Save(path);
            var found = judge.Evaluate(Picture.Load(path), content, style);
            ratios.Add(LossRatios.Of(found, wanted));
            Console.WriteLine(Line(pair.Name, ratios[^1]));
        }

        var average = LossRatios.Average(ratios);
        Console.WriteLine(Line("average", average));
        Console.WriteLine($"  style at most {StyleTarget} (aim {StyleAim}): {Verdict(average.Style, StyleTarget)}; content at most {ContentTarget}: {Verdict(average.Content, ContentTarget)}");
    }

    private static string Line(string name, LossRatios ratios) =>
        $"{name,-28} {ratios.Style,7:F2}  {ratios.Content,7:F3}   {string.Join(' ', ratios.StyleLayers.Select(r => $"{r,7:F2}"))}";

    private static string Verdict(double value, double target) => value <= target ? "reached" : "missed";
}
