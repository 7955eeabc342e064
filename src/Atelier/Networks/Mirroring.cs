using static TorchSharp.torch;

namespace Atelier.Networks;

/// <summary>Continues a picture beyond its border by its mirror image, as if it hung beside itself.</summary>
internal static class Mirroring
{
    /// <summary>(1, C, H, W) → (1, C, n·H, n·W), of which every second copy is mirrored, so that no edge is where two meet.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="copies">How many there are across and down, n; 1 for the picture itself.</param>
    public static Tensor Continue(Tensor image, int copies)
    {
        if (copies == 1)
        {
            return image;
        }

        using var scope = NewDisposeScope();
        return Along(Along(image, 3), 2).MoveToOuterDisposeScope();

        Tensor Along(Tensor picture, long dimension) =>
            cat([.. Enumerable.Range(0, copies).Select(copy => copy % 2 == 0 ? picture : picture.flip(dimension))], dimension);
    }
}
