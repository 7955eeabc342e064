using Atelier.Imaging;
using Atelier.Losses;
using Atelier.Losses.Neighbours;
using Atelier.Networks;
using Atelier.Networks.Tiling;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Atelier.Looks;

/// <summary>What VGG-19 tells of a picture.</summary>
/// <param name="network">VGG-19, in float32.</param>
internal sealed class FeatureMeasures(LoadedNetwork network)
{
    private const string ContentLayer = "relu3_1";
    private const int MostPositionsOfASide = 32;

    /// <summary>
    /// The content feature structural distance: the mean Kullback-Leibler divergence of the rows of both pictures' matrices of cosines between
    /// positions of relu3_1, each row a softmax.
    /// </summary>
    public double Content(Picture picture, Picture photograph)
    {
        using var scope = NewDisposeScope();
        var (own, wanted) = (Similarity(picture), Similarity(photograph));
        return (wanted.exp() * (wanted - own)).sum([1L]).mean().item<float>();
    }

    /// <summary>
    /// The positions of the picture that have their neighbour in the style at the most used position, and the largest connected piece whose neighbours
    /// lie side by side as they do: both as shares of all positions.
    /// </summary>
    public (double MostUsed, double LargestPiece) Neighbours(Picture picture, Picture style)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var (image, painting) = (PictureTensors.ToTensor(picture, CPU), PictureTensors.ToTensor(style, CPU));
        var inputs = new ObjectiveInputs(network.Features, ObjectivePictures.Pair(image, painting), new StylizeOptions(), TileSettings.Whole);
        using var search = new NeighbourSearch(inputs);
        search.Match(image);
        var found = search.Neighbours.Single();
        var (height, width) = ((int)found.shape[0], (int)found.shape[1]);
        var positions = found.flatten().data<long>().ToArray();
        return (positions.CountBy(p => p).Max(p => p.Value) / (double)positions.Length, LargestPiece(positions, width, height, AlignedMaps.SizeOf(painting).Width));
    }

    private Tensor Similarity(Picture picture)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        using var maps = network.Features.Forward(PictureTensors.ToTensor(picture, CPU), [ContentLayer]);
        var map = maps[ContentLayer].to(ScalarType.Float32);
        var scale = Math.Min(1, (double)MostPositionsOfASide / Math.Max(map.shape[2], map.shape[3]));
        var reduced = adaptive_avg_pool2d(map, [(long)Math.Round(map.shape[2] * scale), (long)Math.Round(map.shape[3] * scale)]);
        var vectors = normalize(reduced.flatten(2).squeeze(0).t(), dim: 1);
        return log_softmax(vectors.mm(vectors.t()), 1).MoveToOuterDisposeScope();
    }

    private static double LargestPiece(long[] neighbours, int width, int height, long styleWidth)
    {
        var seen = new bool[neighbours.Length];
        var largest = 0;
        for (var start = 0; start < neighbours.Length; start++)
        {
            if (seen[start])
            {
                continue;
            }

            seen[start] = true;
            var (open, size) = (new Stack<int>([start]), 0);
            while (open.TryPop(out var at))
            {
                size++;
                var (x, y) = (at % width, at / width);
                Visit(x + 1, y, 1);
                Visit(x - 1, y, -1);
                Visit(x, y + 1, styleWidth);
                Visit(x, y - 1, -styleWidth);

                void Visit(int column, int row, long offset)
                {
                    if (column < 0 || row < 0 || column >= width || row >= height)
                    {
                        return;
                    }

                    var next = (row * width) + column;
                    if (!seen[next] && neighbours[next] == neighbours[at] + offset)
                    {
                        seen[next] = true;
                        open.Push(next);
                    }
                }
            }

            largest = Math.Max(largest, size);
        }

        return (double)largest / neighbours.Length;
    }
}
