using Atelier.Networks.Runtime;
using Atelier.Networks.Tiling;
using static TorchSharp.torch;

namespace Atelier.Networks;

/// <summary>The feature maps of a pass through some layers: those asked for, and what the backward pass needs of the others.</summary>
internal sealed class FeatureMaps : IDisposable
{
    private const long Alignment = 64; // of values; the widest registers like as many bytes

    private readonly NetworkArchitecture _architecture;
    private readonly IReadOnlySet<int> _tapped;
    private readonly Dictionary<int, Tensor> _maps = [];
    private readonly Dictionary<int, ActivationMask> _masks = [];
    private readonly Dictionary<string, (int Source, Tensor Map)> _readings = []; // by the layers that taps stand for
    private Tensor? _output;

    /// <param name="architecture">The layers of the network.</param>
    /// <param name="part">Which of them were passed.</param>
    /// <param name="tapped">The places of the layers asked for.</param>
    /// <param name="layers">The names of the layers asked for.</param>
    /// <param name="tile">The tile that was passed; null for a whole picture.</param>
    public FeatureMaps(NetworkArchitecture architecture, LayerRange part, IReadOnlySet<int> tapped, IReadOnlySet<string> layers, Tile? tile)
    {
        _architecture = architecture;
        _tapped = tapped;
        (Part, Layers, Tile) = (part, layers, tile);
    }

    /// <summary>The layers that were passed.</summary>
    public LayerRange Part { get; }

    /// <summary>The layers asked for.</summary>
    public IReadOnlySet<string> Layers { get; }

    /// <summary>The tile that was passed; null for a whole picture.</summary>
    public Tile? Tile { get; }

    /// <summary>What the last layer gave, where the pass was for a tile and goes on after it; else null.</summary>
    public Tensor? Output => _output ?? MapAt(Part.Last);

    /// <summary>The feature map (1, C, H, W) of a layer that was asked for.</summary>
    public Tensor this[string layer] => _readings.TryGetValue(layer, out var reading) ? reading.Map : _maps[_architecture.IndexOf(layer)];

    /// <summary>Frees the output, which someone has copied.</summary>
    public void ReleaseOutput()
    {
        _output?.Dispose();
        _output = null;
    }

    /// <summary>The part of a layer's map of the whole picture that the tile's own covers, and of that its core.</summary>
    public (Window Covers, Window Core) WindowsOf(string layer)
    {
        var place = _readings.TryGetValue(layer, out var reading) ? reading.Source : _architecture.IndexOf(layer);
        return _architecture.Layers[place].Kind == LayerKind.Pool ? (Tile!.Pooled, Tile.PooledCore) : (Tile!.Covers, Tile.Core);
    }

    /// <summary>Moves what is left to a file of a scratch folder: all of it to one, since a process can map only so many.</summary>
    public void MoveTo(TensorScratch scratch)
    {
        var maps = _maps.Values.Concat(_readings.Values.Select(r => r.Map)).ToList();
        using var scope = NewDisposeScope();
        var format = maps.FirstOrDefault()?.dtype ?? ScalarType.Byte;
        var bytesOfValue = empty(1, format).ElementSize;
        var values = maps.Sum(m => Aligned(m.numel())) + _masks.Values.Sum(m => Aligned(ValuesOf(m)));
        var all = TensorScratch.Empty(scratch, [values], format, CPU);
        var taken = 0L;
        foreach (var (layer, map) in _maps.ToList())
        {
            _maps[layer] = Moved(map);
        }

        foreach (var (layer, reading) in _readings.ToList())
        {
            _readings[layer] = reading with { Map = Moved(reading.Map) };
        }

        foreach (var mask in _masks.Values)
        {
            mask.MoveTo(Take(ValuesOf(mask)).DetachFromDisposeScope());
        }

        Tensor Moved(Tensor map)
        {
            var moved = ChannelsLast.FromRows(Take(map.numel()).view(-1, map.shape[1]), map.shape[2], map.shape[3]).DetachFromDisposeScope();
            moved.copy_(map);
            map.Dispose();
            return moved;
        }

        Tensor Take(long count)
        {
            taken += Aligned(count);
            return all.narrow(0, taken - Aligned(count), count);
        }

        long ValuesOf(ActivationMask mask) => (mask.Bytes + bytesOfValue - 1) / bytesOfValue;

        static long Aligned(long count) => (count + Alignment - 1) / Alignment * Alignment;
    }

    /// <summary>Frees all that is left.</summary>
    public void Dispose()
    {
        foreach (var tensor in All)
        {
            tensor.Dispose();
        }

        _maps.Clear();
        _masks.Clear();
        _readings.Clear();
        _output = null;
    }

    internal bool IsAskedFor(int layer) => _tapped.Contains(layer);

    internal void Keep(int layer, Tensor map) => _maps[layer] = map;

    internal void Keep(int layer, ActivationMask mask) => _masks[layer] = mask;

    internal void KeepReading(string layer, int source, Tensor reading) => _readings[layer] = (source, reading);

    internal bool HasReading(string layer) => _readings.ContainsKey(layer);

    internal void KeepOutput(Tensor output) => _output = output;

    // By reference: tensors are equal to each other by their values, all of which would be compared.
    internal bool Holds(Tensor map) => _maps.Values.Any(m => ReferenceEquals(m, map));

    internal Tensor? MapAt(int layer) => _maps.GetValueOrDefault(layer);

    internal ActivationMask? MaskAt(int layer) => _masks.GetValueOrDefault(layer);

    internal void Release(int layer)
    {
        if (_maps.Remove(layer, out var map))
        {
            map.Dispose();
        }

        if (_masks.Remove(layer, out var mask))
        {
            mask.Dispose();
        }
    }

    // From here on the maps belong to this object and to no dispose scope.
    internal FeatureMaps Detached()
    {
        foreach (var tensor in All)
        {
            tensor.DetachFromDisposeScope();
        }

        return this;
    }

    private IEnumerable<Tensor> All =>
        _maps.Values.Concat(_masks.Values.Select(g => g.Bits)).Concat(_readings.Values.Select(r => r.Map)).Concat(_output is null ? [] : [_output]);
}
