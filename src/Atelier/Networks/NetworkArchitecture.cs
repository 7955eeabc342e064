namespace Atelier.Networks;

/// <summary>What a layer does.</summary>
internal enum LayerKind
{
    /// <summary>A 3×3 convolution with a border of one pixel.</summary>
    Convolution,

    /// <summary>The positive part.</summary>
    Relu,

    /// <summary>A 2×2 pooling that halves each side, rounded down.</summary>
    Pool,
}

/// <summary>A layer of a network of the VGG family.</summary>
/// <param name="Name">Its name, such as <c>relu4_2</c>.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Channels">How many channels its feature map has.</param>
/// <param name="Stride">How many pixels of the picture a step of its feature map is.</param>
internal sealed record Layer(string Name, LayerKind Kind, int Channels, int Stride);

/// <summary>A network of the VGG family (Simonyan and Zisserman 2014) as data: the channels of the convolutions of each block.</summary>
internal sealed class NetworkArchitecture
{
    /// <summary>The convolutions of VGG-19.</summary>
    public static NetworkArchitecture Vgg19 { get; } = new(
    [
        [64, 64],
        [128, 128],
        [256, 256, 256, 256],
        [512, 512, 512, 512],
        [512, 512, 512, 512],
    ]);

    /// <summary>Before the name of a layer of a network that is read through taps: the layer itself, not what a tap reads from it.</summary>
    public const string OwnPrefix = "own ";

    /// <summary>The layers that neighbours are compared at.</summary>
    public static IReadOnlyList<string> NeighbourLayers { get; } =
        ["relu1_1", "relu2_1", "relu2_2", "relu3_1", "relu3_3", "relu4_1"];

    /// <summary>Names the layers: convB_I, reluB_I and, after each block, poolB.</summary>
    /// <param name="blocks">For each block, the output channels of its convolutions.</param>
    public NetworkArchitecture(IReadOnlyList<IReadOnlyList<int>> blocks)
        : this(blocks, [.. LayersOf(blocks)])
    {
    }

    private NetworkArchitecture(IReadOnlyList<IReadOnlyList<int>> blocks, IReadOnlyList<Layer> layers) => (Blocks, Layers) = (blocks, layers);

    /// <summary>For each block, the output channels of its convolutions.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Blocks { get; }

    /// <summary>All layers, first to last.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>The convolutions, first to last.</summary>
    public IEnumerable<Layer> Convolutions => Layers.Where(l => l.Kind == LayerKind.Convolution);

    /// <summary>The same network as far as the ReLU of one of its convolutions.</summary>
    /// <param name="convolutions">How many convolutions it has, at least one.</param>
    public NetworkArchitecture EndingAfter(int convolutions)
    {
        var last = Layers.Index().Where(l => l.Item.Kind == LayerKind.Relu).ElementAt(convolutions - 1).Index;
        var left = convolutions;
        List<IReadOnlyList<int>> blocks = [];
        foreach (var block in Blocks.TakeWhile(_ => left > 0))
        {
            blocks.Add([.. block.Take(left)]);
            left -= block.Count;
        }

        return convolutions == Convolutions.Count() ? this : new NetworkArchitecture(blocks, [.. Layers.Take(last + 1)]);
    }

    /// <summary>The layers of each block, its pooling included, as far as a pass to a layer goes.</summary>
    /// <param name="deepest">The place of that layer.</param>
    public IEnumerable<LayerRange> BlockRanges(int deepest)
    {
        var first = 0;
        for (var i = 0; i <= deepest; i++)
        {
            if (Layers[i].Kind == LayerKind.Pool || i == deepest)
            {
                yield return new LayerRange(first, i + 1);
                first = i + 1;
            }
        }
    }

    /// <summary>The place of a layer.</summary>
    /// <exception cref="OptionsException">There is no such layer; the message lists those there are.</exception>
    public int IndexOf(string name)
    {
        var own = name.StartsWith(OwnPrefix, StringComparison.Ordinal) ? name[OwnPrefix.Length..] : name;
        for (var i = 0; i < Layers.Count; i++)
        {
            if (Layers[i].Name == own)
            {
                return i;
            }
        }

        throw new OptionsException(NoLayer(name, Layers.Select(l => l.Name)));
    }

    /// <summary>The error for a layer that a network does not have.</summary>
    /// <param name="name">The layer.</param>
    /// <param name="there">The layers that it has.</param>
    /// <param name="option">The option that asks for it; null where that is not known.</param>
    public static Message NoLayer(string name, IEnumerable<string> there, string? option = null)
    {
        FormattableString at = option is null ? (FormattableString)$"" : $"{new OptionName(option)}: ";
        return new Message(MessageCodes.NoLayer, $"{at}the network has no layer {Quoted.Line(name)}: it has {string.Join(", ", there)}", option);
    }

    private static IEnumerable<Layer> LayersOf(IReadOnlyList<IReadOnlyList<int>> blocks)
    {
        for (var b = 0; b < blocks.Count; b++)
        {
            for (var i = 0; i < blocks[b].Count; i++)
            {
                yield return new Layer($"conv{b + 1}_{i + 1}", LayerKind.Convolution, blocks[b][i], 1 << b);
                yield return new Layer($"relu{b + 1}_{i + 1}", LayerKind.Relu, blocks[b][i], 1 << b);
            }

            yield return new Layer($"pool{b + 1}", LayerKind.Pool, blocks[b][^1], 2 << b);
        }
    }
}
