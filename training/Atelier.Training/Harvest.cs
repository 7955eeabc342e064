using static TorchSharp.torch;

namespace Atelier.Training;

/// <summary>
/// Pictures that optimisation with the student itself made, at several steps of their way. Its errors are exploited there
/// as nowhere in nature, so that is where it has to learn most.
/// </summary>
internal sealed class Harvest
{
    private const int Capacity = 320;
    private const int SmallestSide = 128; // a crop must fit
    private static readonly int[] Snapshots = [4, 12, 30, 70];

    private readonly List<Tensor> _pictures = []; // (3, H, W), 0 to 1 and a little beyond, float16

    /// <summary>How many pictures there are.</summary>
    public int Count => _pictures.Count;

    /// <summary>The pictures, oldest first.</summary>
    public IReadOnlyList<Tensor> Pictures => _pictures;

    /// <summary>One of the pictures.</summary>
    public Tensor Any(Random random) => _pictures[random.Next(_pictures.Count)];

    /// <summary>Adds a picture (3, H, W); the oldest goes when there are too many.</summary>
    public void Add(Tensor picture)
    {
        _pictures.Add(picture.to(ScalarType.Float16).cpu().DetachFromDisposeScope());
        if (_pictures.Count > Capacity)
        {
            _pictures[0].Dispose();
            _pictures.RemoveAt(0);
        }
    }

    /// <summary>Optimises a new pair and keeps snapshots. Returns the style loss that the student believes is left, relative to the content's.</summary>
    public double Grow(FeatureReader student, PictureLibrary photos, PictureLibrary paintings, Device device, Random random)
    {
        using var scope = NewDisposeScope();
        var content = photos.Whole(random, random.Next(200, 272)).to(device);
        while (Math.Min(content.shape[2], content.shape[3]) < SmallestSide)
        {
            content = photos.Whole(random, random.Next(200, 272)).to(device);
        }

        var style = paintings.Whole(random, random.Next(200, 384)).to(device);
        var contentWeight = random.NextDouble() < 0.25 ? 0 : Math.Pow(10, -2.5 + 2 * random.NextDouble());
        using var objective = new StyleObjective(student, content, style, contentWeight);
        var start = random.NextDouble() < 0.15 ? rand_like(content) : content;
        using var optimizer = new PixelLbfgs(start, objective.Evaluate);
        for (var step = 1; step <= Snapshots[^1]; step++)
        {
            optimizer.Step();
            if (!double.IsFinite(optimizer.Loss))
            {
                break;
            }

            if (Snapshots.Contains(step))
            {
                Add(optimizer.Picture[0].clamp(-0.3, 1.3));
            }
        }

        return optimizer.Loss;
    }
}
