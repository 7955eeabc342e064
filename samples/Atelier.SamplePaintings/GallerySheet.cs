using NetVips;

namespace Atelier.SamplePaintings;

/// <summary>Several pictures on one white sheet, for the README and the guide.</summary>
internal static class GallerySheet
{
    private const int Gap = 12;

    /// <summary>Writes a JPEG with the pictures in rows as wide as each other; the pictures of a row are of one height.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">Pictures in a row.</param>
    /// <param name="height">The height of the pictures in the narrowest row, in pixels.</param>
    /// <param name="pictures">The pictures, row by row.</param>
    public static void Write(string path, int columns, int height, IReadOnlyList<string> pictures)
    {
        double[] white = [255, 255, 255];
        Image[] cells = [.. pictures.Select(p => OnWhite(Image.Thumbnail(p, 10000, height: height, size: Enums.Size.Both).Colourspace(Enums.Interpretation.Srgb)))];
        Image[] rows = [.. cells.Chunk(columns).Select(row => row.Aggregate((left, right) => left.Join(right, Enums.Direction.Horizontal, shim: Gap, background: white)))];
        var width = rows.Min(r => r.Width);
        rows.Select(r => r.ThumbnailImage(width, height: int.MaxValue >> 8)).Aggregate((upper, lower) => upper.Join(lower, Enums.Direction.Vertical, shim: Gap, background: white))
            .WriteToFile(path + "[Q=88]");

        Image OnWhite(Image picture) => picture.HasAlpha() ? picture.Flatten(background: white) : picture;
    }
}
