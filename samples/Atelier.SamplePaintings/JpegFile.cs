using NetVips;

namespace Atelier.SamplePaintings;

/// <summary>Writes the paintings.</summary>
internal static class JpegFile
{
    /// <summary>Writes sRGB bytes at quality 92.</summary>
    public static void Write(string path, int width, int height, byte[] bytes)
    {
        using var raw = Image.NewFromMemory(bytes, width, height, 3, Enums.BandFormat.Uchar);
        using var picture = raw.Copy(interpretation: Enums.Interpretation.Srgb);
        picture.Jpegsave(path, q: 92, subsampleMode: Enums.ForeignSubsample.On, optimizeCoding: true, keep: Enums.ForeignKeep.None);
    }
}
