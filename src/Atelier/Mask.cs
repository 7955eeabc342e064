using Atelier.Imaging;
using static TorchSharp.torch;

namespace Atelier;

/// <summary>Grey pictures that say how much each place counts.</summary>
internal static class Mask
{
    /// <summary>A mask, of any size, as (1, 1, height, width), 0 to 1, float32; the mean of its colours where it has any.</summary>
    public static Tensor At(Picture mask, int width, int height, Device device)
    {
        using var scope = NewDisposeScope();
        var resized = PictureResizer.Resize(mask, width, height);
        return tensor(resized.Pixels, [1, height, width, 3]).mean([3]).reshape(1, 1, height, width).clamp(0, 1).to(device)
            .MoveToOuterDisposeScope();
    }

    /// <summary>Refuses a mask that is black everywhere.</summary>
    /// <exception cref="PictureException">It is.</exception>
    public static void RequireWhite(Picture mask, string name)
    {
        if (!mask.Pixels.AsSpan().ContainsAnyInRange(1 / 255f, float.MaxValue))
        {
            throw new PictureException($"{name} is black everywhere, so nothing would count: make it white where it shall.");
        }
    }
}
