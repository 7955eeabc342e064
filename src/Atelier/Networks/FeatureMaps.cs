using Atelier.Networks.Tiling;
using static TorchSharp.torch;

namespace Atelier.Networks;

/// <summary>The feature maps of a forward pass: those asked for, and those that the way back needs.</summary>
internal sealed class FeatureMaps : IDisposable
{
    private readonly NetworkArchitecture _architecture;
    private readonly IReadOnlySet<int> _tapped;
    private readonly Dictionary<int, Tensor> _maps = [];
    private readonly Dictionary<string, (int Source, Tensor Map)> _readings = []; // by the layers that taps stand for

    /// <param name="architecture">The layers of the network.</param>
    /// <param name="tapped">The places of the layers asked for.</param>
    /// <param name="layers">The names of the layers asked for.</param>
    /// <param name="frame">The tile that was passed; null for a whole picture.</param>
    /// <param name="keptFrom">The first layer from which on what the way back needs is kept.</param>
    public FeatureMaps(NetworkArchitecture architecture, IReadOnlySet<int> tapped, IReadOnlySet<string> layers, TileFrame? frame, int keptFrom)
    {
        _architecture = architecture;
        _tapped = tapped;
        (Layers, Frame, KeptFrom) = (layers, frame, keptFrom);
        Deepest = tapped.Max();
    }

    /// <summary>The index of the deepest layer asked for.</summary>
    public int Deepest { get; }

    /// <summary>The layers asked for.</summary>
    public IReadOnlySet<string> Layers { get; }

    /// <summary>The tile that was passed; null for a whole picture.</summary>
    public TileFrame? Frame { get; }

    /// <summary>The first layer from which on what the way back needs is kept.</summary>
    public int KeptFrom { get; }

    /// <summary>The feature map (1, C, H, W) of a layer that was asked for.</summary>
    public Tensor this[string layer] => _readings.TryGetValue(layer, out var reading) ? reading.Map : _maps[_architecture.IndexOf(layer)];

    /// <summary>Frees the maps of the layers that will be computed again.</summary>
    public void ForgetRest()
    {
        foreach (var layer in _maps.Keys.Where(l => l < KeptFrom).ToList())
        {
            Release(layer);
        }

        foreach (var (layer, reading) in _readings.Where(r => r.Value.Source < KeptFrom).ToList())
        {
            reading.Map.Dispose();
            _readings.Remove(layer);
        }
    }

    /// <summary>Frees all maps that are left.</summary>
    public void Dispose()
    {
        foreach (var map in All)
        {
            map.Dispose();
        }

        _maps.Clear();
        _readings.Clear();
    }

    internal bool IsAskedFor(int layer) => _tapped.Contains(layer);

    internal void Keep(int layer, Tensor map, bool alsoForBackward)
    {
        if (alsoForBackward || _tapped.Contains(layer))
        {
            _maps[layer] = map;
        }
    }

    internal void KeepReading(string layer, int source, Tensor reading) => _readings[layer] = (source, reading);

    // By reference: tensors are equal to each other by their values, all of which would be compared.
    internal bool Holds(Tensor map) => _maps.Values.Any(m => ReferenceEquals(m, map));

    internal Tensor At(int layer) => _maps[layer];

    internal void Release(int layer)
    {
        if (_maps.Remove(layer, out var map))
        {
            map.Dispose();
        }
    }

    // From here on the maps belong to this object and to no dispose scope.
    internal FeatureMaps Detached()
    {
        foreach (var map in All)
        {
            map.DetachFromDisposeScope();
        }

        return this;
    }

    private IEnumerable<Tensor> All => _maps.Values.Concat(_readings.Values.Select(r => r.Map));
}
