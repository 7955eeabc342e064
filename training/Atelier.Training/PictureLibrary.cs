using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Training;

/// <summary>The pictures of a folder in memory, each at a few sizes, so that crops show things near and far.</summary>
internal sealed class PictureLibrary
{
    private readonly List<Tensor> _pictures = [];

    /// <summary>Reads all pictures of a folder.</summary>
    /// <param name="folder">The folder, subfolders included.</param>
    /// <param name="sizes">The longest sides to keep each picture at.</param>
    /// <param name="smallest">Pictures with a shorter side below this are left out: a crop would not fit.</param>
    public PictureLibrary(string folder, IReadOnlyList<int> sizes, int smallest)
    {
        Files = PictureFiles.In(folder);
        foreach (var file in Files)
        {
            foreach (var size in sizes)
            {
                using var scope = NewDisposeScope();
                var picture = PictureFiles.Read(file, size);
                if (Math.Min(picture.shape[1], picture.shape[2]) >= smallest)
                {
                    _pictures.Add(picture.DetachFromDisposeScope());
                }
            }
        }

        if (_pictures.Count == 0)
        {
            throw new InvalidOperationException($"{folder} has no picture of at least {smallest} pixels a side.");
        }
    }

    /// <summary>The files.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>One of the pictures, (3, H, W), bytes.</summary>
    public Tensor Any(Random random) => _pictures[random.Next(_pictures.Count)];

    /// <summary>One of the pictures from its file, (1, 3, H, W), 0 to 1, at a size of choice.</summary>
    public Tensor Whole(Random random, int longest)
    {
        using var scope = NewDisposeScope();
        return PictureFiles.Read(Files[random.Next(Files.Count)], longest)
            .unsqueeze(0).to(ScalarType.Float32).Divide(255).MoveToOuterDisposeScope();
    }
}
