using Atelier.Losses;
using Atelier.Networks;
using Atelier.Networks.Runtime;
using Atelier.Networks.Tiling;
using Atelier.Optimization;
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
    private const int HistorySize = 30;
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
    public double Grow(FeatureNetwork student, PictureLibrary photos, PictureLibrary paintings, Random random)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        var device = student.Engine.Device;
        var content = photos.Whole(random, random.Next(200, 272)).to(device);
        while (Math.Min(content.shape[2], content.shape[3]) < SmallestSide)
        {
            content = photos.Whole(random, random.Next(200, 272)).to(device);
        }

        var style = paintings.Whole(random, random.Next(200, 384)).to(device);

        // From no content at all to a third of the style, whose default weight is that of users.
        var share = random.NextDouble() < 0.25 ? 0 : Math.Pow(10, -2.5 + 2 * random.NextDouble());
        var defaults = new StylizeOptions();
        using var objective = new Objective(new ObjectiveInputs(
            student, ObjectivePictures.Pair(content, style), defaults with { ContentWeight = share * defaults.StyleWeight }, TileSettings.Whole));
        var start = random.NextDouble() < 0.15 ? rand_like(content) : content;
        using var optimizer = new Lbfgs(start, HistorySize, objective.Evaluate);
        var improving = true;
        for (var step = 1; step <= Snapshots[^1] && improving; step++)
        {
            improving = optimizer.Step();
            if (!improving || Snapshots.Contains(step)) // where nothing falls any more, its errors are exploited to the full
            {
                using var inner = NewDisposeScope();
                Add(optimizer.Image[0].Clamp(-0.3, 1.3));
            }
        }

        return optimizer.Losses["style"] / defaults.StyleWeight;
    }
}
