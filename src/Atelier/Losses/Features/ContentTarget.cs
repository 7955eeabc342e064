using Atelier.Imaging.Storage;
using Atelier.Networks;
using static TorchSharp.torch;

namespace Atelier.Losses.Features;

/// <summary>The content picture's features at the content layers, put together from tiles.</summary>
internal sealed class ContentTarget : FeatureTarget
{
    private readonly ObjectiveInputs _inputs;
    private readonly List<LayerTarget> _layers;

    /// <param name="inputs">The pictures and the layers.</param>
    /// <exception cref="PictureException">The picture's alpha is 0 everywhere at a layer.</exception>
    public ContentTarget(ObjectiveInputs inputs)
    {
        _inputs = inputs;
        _layers = [.. inputs.ContentLayers.Select(l => new LayerTarget(inputs, l))];
    }

    /// <inheritdoc/>
    public override IEnumerable<string> Layers => _layers.Select(l => l.Layer.Layer);

    /// <inheritdoc/>
    public override void AddContent(FeatureMaps maps) => _layers.ForEach(l => l.Add(maps));

    /// <inheritdoc/>
    public override IReadOnlyList<FeatureLoss> Losses() => [.. _layers.Select(l => l.Loss(_inputs))];

    /// <inheritdoc/>
    public override void Dispose() => _layers.ForEach(l => l.Dispose());

    private sealed class LayerTarget(ObjectiveInputs inputs, LayerWeight layer) : IDisposable
    {
        private readonly (long Height, long Width) _size = inputs.SizeAt(inputs.Pictures.Content.Image, layer.Layer);
        private readonly Tensor? _weights = SpatialWeights.At(inputs.Pictures.Content, inputs.SizeAt(inputs.Pictures.Content.Image, layer.Layer), layer.Layer);
        private readonly RunningVariance _variance = new();
        private Tensor? _features;

        public LayerWeight Layer => layer;

        public void Add(FeatureMaps maps)
        {
            if (!maps.Layers.Contains(layer.Layer))
            {
                return;
            }

            var tile = FeatureTile.Of(maps, layer.Layer);
            _features ??= ChannelsLast.Empty(tile.Map, _size.Height, _size.Width, inputs.Tiling.Scratch).DetachFromDisposeScope(); // of the tiles' maps
            tile.Core.Of(_features).copy_(tile.Features);
            TemporaryMappedFile.EvictPages();
            _variance.Add(tile.Features, tile.WeightsOf(_weights));
        }

        public FeatureLoss Loss(ObjectiveInputs from) => from.Options.ContentLoss == ContentLossKind.SelfSimilarity
            ? new SelfSimilarityLoss(layer.Layer, _features!, layer.Weight, _weights)
            : new ContentLoss(
                layer.Layer,
                _features!,
                layer.Weight * LossNormalizer.Content(from.Options.Normalization, _variance, from.Network.ChannelsOf(layer.Layer)),
                _weights);

        public void Dispose() => _features?.Dispose();
    }
}
