using NetVips;

namespace Atelier.SamplePaintings;

/// <summary>Several pictures on one white sheet, for the README and the guide.</summary>
internal static class GallerySheet
{
    private const int Gap = 12;

    /// <summary>Writes a JPEG with the pictures in rows, all of one height, each column as wide as its widest.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">Pictures in a row.</param>
    /// <param name="height">Their height in pixels.</param>
    /// <param name="pictures">The pictures, row by row.</param>
    public static void Write(string path, int columns, int height, IReadOnlyList<string> pictures)
    {
        double[] white = [255, 255, 255];
        Image[] cells = [.. pictures.Select(p => OnWhite(Image.Thumbnail(p, 10000, height: height, size: Enums.Size.Both).Colourspace(Enums.Interpretation.Srgb)))];
        Image[] rows = [.. cells.Chunk(columns).Select(row => Image.Arrayjoin(row, across: row.Length, shim: Gap, background: white, hspacing: row.Max(c => c.Width)))];
        Image.Arrayjoin(rows, across: 1, shim: Gap, background: white, halign: Enums.Align.Centre).WriteToFile(path + "[Q=88]");

        Image OnWhite(Image picture) => picture.HasAlpha() ? picture.Flatten(background: white) : picture;
    }
}
