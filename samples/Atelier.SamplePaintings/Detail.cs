using NetVips;

namespace Atelier.SamplePaintings;

/// <summary>A piece of a picture, pixel by pixel.</summary>
internal static class Detail
{
    /// <summary>Writes a piece as a PNG.</summary>
    /// <param name="path">The file.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="x">Its left border, in pixels from the picture's.</param>
    /// <param name="y">Its upper border.</param>
    /// <param name="width">Its width in pixels.</param>
    /// <param name="height">Its height in pixels.</param>
    public static void Write(string path, string picture, int x, int y, int width, int height) =>
        Image.NewFromFile(picture).ExtractArea(x, y, width, height).WriteToFile(path);
}
