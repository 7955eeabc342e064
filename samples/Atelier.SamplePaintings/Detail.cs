using NetVips;

namespace Atelier.SamplePaintings;

/// <summary>A piece of a picture, pixel by pixel.</summary>
internal static class Detail
{
    /// <summary>Writes a square piece as a PNG.</summary>
    /// <param name="path">The file.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="x">Its left border, in pixels from the picture's.</param>
    /// <param name="y">Its upper border.</param>
    /// <param name="side">Its width and height in pixels.</param>
    public static void Write(string path, string picture, int x, int y, int side) =>
        Image.NewFromFile(picture).ExtractArea(x, y, side, side).WriteToFile(path);
}
