using Atelier.Imaging;
using static TorchSharp.torch;

namespace Atelier;

/// <summary>Grey pictures that say how much each place counts.</summary>
internal static class Mask
{
    /// <summary>
    /// A mask, of any size, as (1, 1, height, width), 0 to 1, float32; the mean of its colours where it has any. What is transparent
    /// counts as black.
    /// </summary>
    public static Tensor At(Picture mask, int width, int height, Device device)
    {
        using var scope = NewDisposeScope();
        return tensor(Values(mask, width, height), [1, 1, height, width]).to(device).MoveToOuterDisposeScope();
    }

    /// <summary>The same row by row.</summary>
    public static float[] Values(Picture mask, int width, int height)
    {
        var pixels = PictureResizer.Resize(Transparency.OverBlack(mask), width, height).Pixels;
        var values = new float[width * height];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Math.Clamp((pixels[3 * i] + pixels[(3 * i) + 1] + pixels[(3 * i) + 2]) / 3, 0, 1);
        }

        return values;
    }

    /// <summary>Refuses a mask that is black everywhere.</summary>
    /// <exception cref="PictureException">It is.</exception>
    public static void RequireWhite(Picture mask, string name)
    {
        if (!Transparency.OverBlack(mask).Pixels.AsSpan().ContainsAnyInRange(1 / 255f, float.MaxValue))
        {
            throw new PictureException($"{name} is black everywhere, so nothing would count: make it white where it shall.");
        }
    }
}
