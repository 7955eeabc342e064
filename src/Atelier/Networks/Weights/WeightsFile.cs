using Atelier.Networks.Catalogue;

namespace Atelier.Networks.Weights;

/// <summary>
/// A network's weights in a <c>.safetensors</c>, PyTorch <c>.pth</c> or Keras <c>.h5</c> file. The content tells the format, not the
/// name. Nothing in it is ever executed. Not safe for several threads at once.
/// </summary>
internal sealed class WeightsFile : IDisposable
{
    private readonly WeightsSource _source;
    private readonly Dictionary<string, int> _indices;

    private WeightsFile(string path, WeightsSource source, InputConvention convention)
    {
        Path = path;
        Convention = convention;
        _source = source;
        _indices = source.Tensors.Index().ToDictionary(t => t.Item.Name, t => t.Index, StringComparer.Ordinal);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The input convention of the network.</summary>
    public InputConvention Convention { get; }

    /// <summary>The file's own metadata; empty for <c>.pth</c> and <c>.h5</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _source.Metadata;

    /// <summary>The arrays in the file; each name is there once.</summary>
    public IReadOnlyList<WeightInfo> Tensors => _source.Tensors;

    /// <summary>Opens a weights file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="input">The input convention, for a file that does not state it and is not in the catalogue.</param>
    /// <exception cref="NetworkException">
    /// The file cannot be read, is of no known format, is damaged or asks to run code, or its input convention is not
    /// known, or is not the one of <paramref name="input"/>.
    /// </exception>
    public static WeightsFile Open(string path, InputConventionName? input = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Open(path, WeightsSource.Open(path), source => ConventionOf(path, source, input));
    }

    /// <summary>Opens a file whose convention is known, such as one with the catalogue's checksum.</summary>
    internal static WeightsFile Open(string path, InputConvention convention) => Open(path, WeightsSource.Open(path), _ => convention);

    /// <summary>Opens a safetensors file that is in memory already.</summary>
    /// <exception cref="NetworkException">It is damaged, or its input convention is not that of <paramref name="input"/>.</exception>
    internal static WeightsFile Open(string name, ReadOnlyMemory<byte> bytes, InputConventionName? input) =>
        Open(name, new SafetensorsSource(WeightsBytes.Of(name, bytes)), source => ConventionOf(name, source, input));

    /// <summary>Reads an array as float32.</summary>
    /// <returns>Its numbers, last dimension fastest.</returns>
    /// <exception cref="NetworkException">It is missing, does not hold floating-point numbers, or the file is damaged.</exception>
    public float[] Read(string name)
    {
        if (!_indices.TryGetValue(name, out var index))
        {
            throw WeightsError.In(Path, $"{Quoted.Text(name)} is missing; use a file that has it");
        }

        var info = Tensors[index];
        if (info.Count > Array.MaxLength)
        {
            throw WeightsError.In(Path, $"{Quoted.Text(name)} has shape {ShapeText.Of(info.Shape)}, more than an array can hold; use another file");
        }

        if (info.Format == NumberFormat.Other)
        {
            throw WeightsError.In(Path, $"{Quoted.Text(name)} should hold floating-point numbers of 16, 32 or 64 bits, but does not; use another file");
        }

        var values = GC.AllocateUninitializedArray<float>((int)info.Count);
        _source.Read(index, values);
        return values;
    }

    /// <summary>Reads an array of finite numbers as float32.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">The shape that it must have.</param>
    /// <param name="layer">The convolution that it belongs to; null where it belongs to none.</param>
    /// <exception cref="NetworkException">As above; or it has another shape, or holds a NaN or an infinity.</exception>
    public float[] Read(string name, long[] shape, ConvolutionLayer? layer = null)
    {
        var (what, remedy) = layer is null
            ? (Quoted.Text(name), "fetch the file again")
            : ($"{Quoted.Text(name)} ({layer.Name})", "use a file of VGG-19");
        if (_indices.TryGetValue(name, out var known) && Tensors[known].Shape is var found && !found.SequenceEqual(shape))
        {
            throw WeightsError.In(Path, $"{what} should have shape {ShapeText.Of(shape)}, but has {ShapeText.Of(found)}; {remedy}");
        }

        if (layer is not null && !_indices.ContainsKey(name))
        {
            throw WeightsError.In(Path, $"{what} is missing; {remedy}");
        }

        var values = Read(name);
        var index = Numbers.IndexOfNonFinite(values);
        return index < 0
            ? values
            : throw WeightsError.In(Path, $"{what} holds {values[index]} at element {index}, which is not finite; fetch the file again");
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _source.Dispose();

    private static WeightsFile Open(string path, WeightsSource source, Func<WeightsSource, InputConvention> convention)
    {
        try
        {
            return new WeightsFile(path, source, convention(source));
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    private static InputConvention ConventionOf(string path, WeightsSource source, InputConventionName? input)
    {
        var names = ConvolutionNames.Of(source.Tensors);
        VggVariants.Refuse(path, names); // first: no input convention would help
        var known = ConventionMetadata.Read(path, source.Metadata)
            ?? (NetworkCatalogue.Identify(path) is { } entry ? InputConvention.Of(entry.Convention) : null);
        InputConvention? given = input is { } name ? InputConvention.Of(name) : null;
        if (known is not null && given is not null && known != given)
        {
            throw WeightsError.In(path, $"its input convention is {known}, but {new OptionName("network-input")} says {given}; leave that option out", option: "network-input");
        }

        return known ?? given ?? throw (!names.Has(Vgg19Layers.All[0]) ? Vgg19Weights.Missing(path, Vgg19Layers.All[0], names) : WeightsError.In(
            path,
            $"nothing in the file says how the network wants its input, and it is not in the catalogue; give {new OptionName("network-input")} bgr255 (Oxford, Caffe, Keras) or rgb01 (torchvision)",
            option: "network-input"));
    }
}
