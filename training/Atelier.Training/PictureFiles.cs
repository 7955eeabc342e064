using NetVips;
using static TorchSharp.torch;

namespace Atelier.Training;

/// <summary>Picture files as tensors of bytes: a training keeps a thousand of them in memory.</summary>
internal static class PictureFiles
{
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png", ".webp"];

    /// <summary>The pictures below a folder, in a fixed order.</summary>
    public static IReadOnlyList<string> In(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(f => Extensions.Contains(Path.GetExtension(f).ToLowerInvariant()))
            .Order(StringComparer.Ordinal)];

    /// <summary>Reads a picture, reduced (never enlarged) to a longest side: (3, H, W), bytes, sRGB.</summary>
    public static Tensor Read(string path, int longest)
    {
        using var image = Image.Thumbnail(path, longest, height: longest, size: Enums.Size.Down);
        using var colour = image.Colourspace(Enums.Interpretation.Srgb);
        using var flat = colour.HasAlpha() ? colour.Flatten() : colour.Copy();
        using var bytes = flat.Cast(Enums.BandFormat.Uchar);
        using var scope = NewDisposeScope();
        return tensor(bytes.WriteToMemory<byte>(), [bytes.Height, bytes.Width, 3], ScalarType.Byte)
            .permute(2, 0, 1).contiguous().MoveToOuterDisposeScope();
    }
}
