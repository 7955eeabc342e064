using NetVips;
using static TorchSharp.torch;

namespace Atelier.Training;

/// <summary>Pictures between files and tensors.</summary>
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

    /// <summary>Writes (1, 3, H, W), 0 to 1, clipped and rounded to bytes.</summary>
    public static void Write(string path, Tensor picture)
    {
        using var scope = NewDisposeScope();
        var rows = Rounded(picture)[0].permute(1, 2, 0).contiguous().mul(255).round().to(ScalarType.Byte).cpu();
        using var image = Image.NewFromMemory(rows.bytes.ToArray(), (int)rows.shape[1], (int)rows.shape[0], 3, Enums.BandFormat.Uchar);
        using var colour = image.Copy(interpretation: Enums.Interpretation.Srgb);
        colour.WriteToFile(path);
    }

    /// <summary>What is left of a picture when it is saved: clipped, and rounded to 256 levels.</summary>
    public static Tensor Rounded(Tensor picture)
    {
        using var scope = NewDisposeScope();
        return picture.clamp(0, 1).mul(255).round().div(255).MoveToOuterDisposeScope();
    }
}
