using static TorchSharp.torch;

namespace Atelier.Networks;

/// <summary>The feature maps of a forward pass: those asked for, and those that the way back needs.</summary>
internal sealed class FeatureMaps : IDisposable
{
    private readonly NetworkArchitecture _architecture;
    private readonly IReadOnlySet<int> _tapped;
    private readonly Dictionary<int, Tensor> _maps = [];
    private readonly Dictionary<string, Tensor> _readings = []; // by the layers that taps stand for

    public FeatureMaps(NetworkArchitecture architecture, IReadOnlySet<int> tapped)
    {
        _architecture = architecture;
        _tapped = tapped;
        Deepest = tapped.Max();
    }

    /// <summary>The index of the deepest layer asked for.</summary>
    public int Deepest { get; }

    /// <summary>The feature map (1, C, H, W) of a layer that was asked for.</summary>
    public Tensor this[string layer] => _readings.TryGetValue(layer, out var reading) ? reading : _maps[_architecture.IndexOf(layer)];

    /// <summary>Frees all maps that are left.</summary>
    public void Dispose()
    {
        foreach (var map in _maps.Values.Concat(_readings.Values))
        {
            map.Dispose();
        }

        _maps.Clear();
        _readings.Clear();
    }

    internal void Keep(int layer, Tensor map, bool alsoForBackward)
    {
        if (alsoForBackward || _tapped.Contains(layer))
        {
            _maps[layer] = map;
        }
    }

    internal void KeepReading(string layer, Tensor reading) => _readings[layer] = reading;

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
        foreach (var map in _maps.Values.Concat(_readings.Values))
        {
            map.DetachFromDisposeScope();
        }

        return this;
    }
}
