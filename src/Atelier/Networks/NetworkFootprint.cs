using static TorchSharp.torch;

namespace Atelier.Networks;

/// <summary>How large a network is: what the memory of a run follows from.</summary>
/// <param name="Weights">How many weights its convolutions have.</param>
/// <param name="Format">The number format of weights and feature maps.</param>
internal sealed record NetworkFootprint(long Weights, ScalarType Format)
{
    // Fitted to measured peaks. Gradients are made as they are needed, and take no memory before. What is kept of one in a file stays resident as long as
    // it is passed, where in memory the next gradient takes the place of what is used up.
    private const int WidestMapsOfAWhole = 3; // a tile of several is copied
    private const int WidestMapsOfATile = 4;
    private const int WidestMapsOfATileInFile = 5;
    private const int BitsOfAByte = 8;

    /// <summary>The layers of the network.</summary>
    public required NetworkArchitecture Architecture { get; init; }

    /// <summary>The place of the deepest layer that a pass goes to.</summary>
    public required int Deepest { get; init; }

    /// <summary>What is kept of the content picture: which layers' maps, and with how many channels.</summary>
    public IReadOnlyList<(int Source, int Channels)> Content { get; init; } = [];

    /// <summary>How many values that is for each of its pixels.</summary>
    public double ContentValuesPerPixel => Content.Sum(c => PerPixel(Architecture.Layers[c.Source], c.Channels));

    /// <summary>What taps read in place of layers: where from, and with how many channels.</summary>
    public IReadOnlyList<(int Source, int Channels)> Readings { get; init; } = [];

    /// <summary>The places of the layers whose maps are kept: those asked for, or those that taps read.</summary>
    public IReadOnlySet<int> Asked { get; init; } = new HashSet<int>();

    /// <summary>How many values the vector has whose neighbours are searched; 0 where none are.</summary>
    public int NeighbourValues { get; init; }

    /// <summary>The bytes of a value.</summary>
    public int BytesPerValue => Format == ScalarType.BFloat16 ? 2 : sizeof(float);

    /// <summary>The bytes that the backward pass through a block needs of each of its places.</summary>
    /// <param name="part">The layers of the block.</param>
    /// <param name="isForgotten">Whether those of the first convolution are computed again.</param>
    public double BytesKept(LayerRange part, bool isForgotten)
    {
        var (values, bits) = (0, 0);
        var own = Architecture.Layers[part.First].Stride;
        for (var i = isForgotten && part.First == 0 ? 2 : part.First; i < part.End; i++)
        {
            var layer = Architecture.Layers[i];
            values += Asked.Contains(i) ? layer.Channels * own * own / (layer.Stride * layer.Stride) : 0;
            bits += layer.Kind == LayerKind.Relu && !Asked.Contains(i) ? layer.Channels : 0;
        }

        values += Readings.Where(r => part.Contains(r.Source)).Sum(r => r.Channels);
        return (values * BytesPerValue) + ((double)bits / BitsOfAByte);
    }

    /// <summary>The bytes that passing a tile of a block there and back takes for each of its places.</summary>
    /// <param name="part">The layers of the block.</param>
    /// <param name="inFile">Whether what is kept lies in a file, and so does what is kept of the content picture.</param>
    /// <param name="isWhole">Whether the block is one tile.</param>
    public double BytesOfATile(LayerRange part, bool inFile, bool isWhole)
    {
        var widest = Enumerable.Range(part.First, part.End - part.First).Max(i => Architecture.Layers[i].Channels);
        var working = inFile ? (WidestMapsOfATileInFile * widest) + Content.Where(c => part.Contains(c.Source)).Sum(c => c.Channels) : (isWhole ? WidestMapsOfAWhole : WidestMapsOfATile) * widest;
        return BytesKept(part, isForgotten: false) + (BytesPerValue * working);
    }

    /// <summary>The footprint of a pass that is asked for some layers.</summary>
    /// <param name="architecture">The layers of the network.</param>
    /// <param name="taps">What is read in place of the layers.</param>
    /// <param name="layers">The layers asked for.</param>
    /// <param name="format">The number format of weights and feature maps.</param>
    /// <param name="contentLayers">Those of them whose maps are kept of the content picture.</param>
    /// <param name="neighbourLayers">Those of them at which neighbours are compared.</param>
    public static NetworkFootprint Of(
        NetworkArchitecture architecture,
        IReadOnlyCollection<Tap> taps,
        IReadOnlyCollection<string> layers,
        ScalarType format,
        IReadOnlyCollection<string>? contentLayers = null,
        IReadOnlyCollection<string>? neighbourLayers = null)
    {
        var read = taps.Where(t => layers.Contains(t.Layer)).ToArray();
        var asked = (taps.Count > 0
            ? read.Select(t => t.Source).Concat(layers.Where(l => l.StartsWith(NetworkArchitecture.OwnPrefix, StringComparison.Ordinal)).Select(architecture.IndexOf))
            : layers.Select(architecture.IndexOf)).ToHashSet();
        var deepest = asked.DefaultIfEmpty(0).Max();
        var convolutions = architecture.Convolutions.ToArray();
        return new NetworkFootprint(
            convolutions.Select((c, i) => 9L * c.Channels * (i == 0 ? 3 : convolutions[i - 1].Channels)).Sum(), format)
        {
            Asked = asked,
            Architecture = architecture,
            NeighbourValues = (neighbourLayers ?? []).Sum(l => architecture.Layers[architecture.IndexOf(l)].Channels),
            Deepest = deepest,
            Readings = [.. read.Select(t => (t.Source, t.Directions))],
            Content = [.. (contentLayers ?? []).SelectMany(OfContent)],
        };
        IEnumerable<(int Source, int Channels)> OfContent(string layer) => taps.Count > 0
            ? taps.Where(t => t.Layer == layer).Select(t => (t.Source, t.Directions))
            : [(architecture.IndexOf(layer), architecture.Layers[architecture.IndexOf(layer)].Channels)];
    }

    private static double PerPixel(Layer layer, int channels) => (double)channels / (layer.Stride * layer.Stride);
}
