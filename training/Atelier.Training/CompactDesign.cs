namespace Atelier.Training;

/// <summary>A linear 1×1 reading of the student that stands for a layer of the teacher.</summary>
/// <param name="Layer">The teacher's layer, such as <c>relu4_1</c>.</param>
/// <param name="Convolution">The student's convolution, counted from 0, whose ReLU it reads.</param>
/// <param name="Rank">How many of the teacher's principal directions it predicts.</param>
/// <param name="Weight">How much it counts in the training loss.</param>
internal sealed record TapDesign(string Layer, int Convolution, int Rank, double Weight);

/// <summary>The student's architecture: VGG with fewer channels and, in its deep blocks, fewer convolutions.</summary>
internal static class CompactDesign
{
    /// <summary>Output channels of the 3×3 convolutions of each block; 2×2 maximum pooling lies between blocks.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> Blocks { get; } = [[32, 32], [64, 64], [128, 128, 128], [256, 256, 256], [256]];

    /// <summary>For each of the student's convolutions the teacher's whose part it starts as.</summary>
    public static IReadOnlyList<string> Models { get; } =
        ["relu1_1", "relu1_2", "relu2_1", "relu2_2", "relu3_1", "relu3_2", "relu3_4", "relu4_1", "relu4_2", "relu4_4", "relu5_1"];

    /// <summary>
    /// The taps, first to last. The deep style layers weigh more: in a plain sum of Gram losses relu4_1 is nearly everything.
    /// </summary>
    public static IReadOnlyList<TapDesign> Taps { get; } =
    [
        new("relu1_1", 0, 32, 0.5),
        new("relu2_1", 2, 64, 1),
        new("relu3_1", 4, 128, 1.5),
        new("relu4_1", 7, 192, 2),
        new("relu4_2", 8, 192, 1),
        new("relu5_1", 10, 192, 1),
    ];

    /// <summary>Output channels of all convolutions, first to last.</summary>
    public static IReadOnlyList<int> Channels { get; } = [.. Blocks.SelectMany(b => b)];

    /// <summary>Whether a pooling comes before this convolution.</summary>
    public static bool PoolsBefore(int convolution) => Numbers[convolution].AfterPool;

    /// <summary>The number that torchvision's way of counting (convolution, ReLU, pooling) gives this convolution.</summary>
    public static int FeatureNumber(int convolution) => Numbers[convolution].Number;

    /// <summary>The number of its ReLU, likewise.</summary>
    public static int ReluNumber(int convolution) => FeatureNumber(convolution) + 1;

    /// <summary>Multiply-adds of a forward pass for each pixel of the picture, taps included.</summary>
    public static double MultiplyAddsPerPixel
    {
        get
        {
            var (sum, input) = (0.0, 3);
            for (var i = 0; i < Channels.Count; i++)
            {
                sum += 9.0 * input * Channels[i] / Area(i);
                input = Channels[i];
            }

            return sum + Taps.Sum(t => (double)t.Rank * Channels[t.Convolution] / Area(t.Convolution));
        }
    }

    private static (int Number, bool AfterPool)[] Numbers { get; } = [.. Count()];

    private static double Area(int convolution) => Math.Pow(4, Numbers.Take(convolution + 1).Count(n => n.AfterPool));

    private static IEnumerable<(int, bool)> Count()
    {
        var number = 0;
        for (var b = 0; b < Blocks.Count; b++)
        {
            for (var i = 0; i < Blocks[b].Count; i++)
            {
                yield return (number, b > 0 && i == 0);
                number += 2;
            }

            number++;
        }
    }
}
