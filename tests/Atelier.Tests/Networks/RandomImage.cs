using static TorchSharp.torch;

namespace Atelier.Tests.Networks;

/// <summary>Seeded pictures as tensors.</summary>
internal static class RandomImage
{
    /// <summary>(1, 3, height, width), 0 to 1.</summary>
    public static Tensor Create(int width, int height, int seed)
    {
        var random = new Random(seed);
        return tensor(Enumerable.Range(0, 3 * width * height).Select(_ => random.NextSingle()).ToArray(), [1, 3, height, width]);
    }
}
