using Atelier.Networks.Runtime;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Atelier.Training;

/// <summary>Draws batches of square crops: natural ones, varied in many ways, and ones that the student's own optimisation made.</summary>
/// <param name="photos">Photographs.</param>
/// <param name="paintings">Paintings.</param>
/// <param name="harvest">Pictures that optimisation with the student made.</param>
/// <param name="side">The side of a crop in pixels, a multiple of 16.</param>
internal sealed class CropSampler(PictureLibrary photos, PictureLibrary paintings, Harvest harvest, int side)
{
    private const double PaintingShare = 0.3;

    /// <summary>A batch, (count, 3, side, side), 0 to 1 or somewhat beyond, float32.</summary>
    /// <param name="count">How many crops.</param>
    /// <param name="harvested">How many of them, the last, come from the harvest.</param>
    /// <param name="random">The source of chance.</param>
    public Tensor Batch(int count, int harvested, Random random)
    {
        using var scope = NewDisposeScope();
        var crops = Enumerable.Range(0, count).Select(i => i < count - harvested ? Natural(random) : Harvested(random)).ToList();
        return stack(crops).MoveToOuterDisposeScope();
    }

    private Tensor Natural(Random random)
    {
        var crop = Plain(random);
        if (random.NextDouble() < 0.15)
        {
            var share = random.NextDouble() * 0.5;
            crop = crop.Multiply(1 - share).Add(Plain(random).Multiply(share));
        }

        if (random.NextDouble() < 0.3)
        {
            var contrast = 0.5 + random.NextDouble();
            crop = crop.Subtract(0.5).Multiply(contrast).Add(0.5).Add(0.2 * (random.NextDouble() - 0.5));
        }

        if (random.NextDouble() < 0.2)
        {
            var gains = tensor(new[] { Gain(random), Gain(random), Gain(random) }).reshape(3, 1, 1);
            crop = crop * gains;
        }

        if (random.NextDouble() < 0.1)
        {
            crop = avg_pool2d(crop.unsqueeze(0), 3, stride: 1, padding: 1, count_include_pad: false)[0];
        }

        crop = crop.Clamp(0, 1);
        return random.NextDouble() < 0.25 ? crop.Add(randn_like(crop).Multiply(0.12 * random.NextDouble())) : crop;
    }

    private Tensor Harvested(Random random)
    {
        var crop = Crop(harvest.Any(random), random);
        return random.NextDouble() < 0.1 ? crop.Add(randn_like(crop).Multiply(0.05 * random.NextDouble())) : crop;
    }

    private Tensor Plain(Random random) =>
        Crop((random.NextDouble() < PaintingShare ? paintings : photos).Any(random), random).Divide(255);

    // The same place turned over: mirrored, upside down, with its axes exchanged.
    private Tensor Crop(Tensor picture, Random random)
    {
        var y = random.NextInt64(picture.shape[1] - side + 1);
        var x = random.NextInt64(picture.shape[2] - side + 1);
        var crop = picture.narrow(1, y, side).narrow(2, x, side).to(ScalarType.Float32);
        crop = random.NextDouble() < 0.5 ? crop.flip(2) : crop;
        crop = random.NextDouble() < 0.15 ? crop.flip(1) : crop;
        return random.NextDouble() < 0.1 ? crop.transpose(1, 2) : crop;
    }

    private static float Gain(Random random) => 0.7f + 0.6f * random.NextSingle();
}
