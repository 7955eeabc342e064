using Atelier.Losses.Features;
using Atelier.Networks;
using static TorchSharp.torch;

namespace Atelier.Losses.Neighbours;

/// <summary>The feature maps of several layers of a picture, brought to one size: a position has one vector of all layers.</summary>
internal sealed class AlignedMaps : IDisposable
{
    // The stride of the third block: a stroke is not finer, and the maps of the blocks before and after lose little.
    private const int Stride = 4;

    /// <summary>How many positions beside a tile's core the maps are made from, at any layer.</summary>
    public const int Reach = Stride - 1;

    private readonly Tensor[] _rows; // by layer

    /// <summary>Passes a picture through the network.</summary>
    /// <param name="inputs">The network.</param>
    /// <param name="image">The picture, (1, 3, H, W).</param>
    public AlignedMaps(ObjectiveInputs inputs, Tensor image)
    {
        using var scope = NewDisposeScope();
        var layers = inputs.Network.NeighbourLayers;
        (Height, Width) = SizeOf(image);
        _rows = [.. layers.Select(l => empty([Positions, inputs.Network.ChannelsOf(l)], inputs.Network.Engine.Format, image.device).DetachFromDisposeScope())];
        inputs.Pass(image, layers, maps => Add(inputs, maps, image), Reach);
    }

    /// <summary>The height of the maps.</summary>
    public long Height { get; }

    /// <summary>The width of the maps.</summary>
    public long Width { get; }

    /// <summary>How many positions there are.</summary>
    public long Positions => Height * Width;

    /// <summary>The features of each layer: (positions, C), in the network's format.</summary>
    public IReadOnlyList<Tensor> Rows => _rows;

    /// <summary>The size of the maps of a picture.</summary>
    public static (long Height, long Width) SizeOf(Tensor image) => (image.shape[2] / Stride, image.shape[3] / Stride);

    /// <summary>The resizing of a layer's map of a picture to that size; null where it has it.</summary>
    public static IFeatureResize? ResizeOf(ObjectiveInputs inputs, Tensor image, string layer)
    {
        var (own, aligned) = (inputs.SizeAt(image, layer), SizeOf(image));
        var stride = inputs.StrideOf(layer);
        return stride == Stride ? null
            : stride < Stride ? new MeanResize(Stride / stride, own.Height, own.Width)
            : new BilinearResize(own.Height, own.Width, aligned.Height, aligned.Width);
    }

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_rows, r => r.Dispose());

    private void Add(ObjectiveInputs inputs, FeatureMaps maps, Tensor image)
    {
        foreach (var (layer, rows) in inputs.Network.NeighbourLayers.Zip(_rows).Where(l => maps.Layers.Contains(l.First)))
        {
            using var scope = NewDisposeScope();
            var tile = FeatureTile.Of(maps, layer);
            if ((ResizeOf(inputs, image, layer) is { } resize ? resize.Forward(tile) : tile) is { } aligned)
            {
                aligned.Core.Of(ChannelsLast.FromRows(rows, Height, Width)).copy_(aligned.Features);
            }
        }
    }
}
