using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Networks.Tiling;

/// <summary>
/// The way of a picture through the network block by block, and of a gradient back, where each block is passed tile by tile. What a
/// block gave lies whole between them, so that it is computed once: it is small beside what happens within a block.
/// </summary>
internal sealed class TiledPass : IDisposable
{
    private readonly FeatureNetwork _network;
    private readonly TileGrid _grid;
    private readonly IReadOnlyCollection<string> _layers;
    private readonly ScratchFile? _scratch;
    private readonly Tensor?[] _inputs; // by block; the first is the picture, and not ours
    private readonly FeatureMaps?[][] _kept;

    /// <param name="network">The network.</param>
    /// <param name="grid">How the picture is cut.</param>
    /// <param name="image">The picture, (1, 3, H, W).</param>
    /// <param name="layers">The layers asked for.</param>
    /// <param name="scratch">Where what is large lies; null for memory.</param>
    public TiledPass(FeatureNetwork network, TileGrid grid, Tensor image, IReadOnlyCollection<string> layers, ScratchFile? scratch)
    {
        (_network, _grid, _layers, _scratch) = (network, grid, layers, scratch);
        _inputs = new Tensor?[grid.Blocks.Count];
        _inputs[0] = image;
        _kept = [.. grid.Blocks.Select(b => new FeatureMaps?[b.Tiles.Count])];
    }

    /// <summary>Passes all blocks.</summary>
    /// <param name="look">Handed the maps of every tile; they are freed afterwards.</param>
    public void Forward(Action<FeatureMaps> look)
    {
        for (var b = 0; b < _inputs.Length; b++)
        {
            Forward(b, look, keep: false);
            Release(b);
        }
    }

    /// <summary>Passes all blocks, to come back.</summary>
    /// <param name="look">Handed the maps of every tile.</param>
    /// <param name="keptBlock">The first block of which is kept what the way back needs; of the others it is computed again.</param>
    public void ForwardToComeBack(Action<FeatureMaps> look, int keptBlock)
    {
        for (var b = 0; b < _inputs.Length; b++)
        {
            Forward(b, look, keep: b >= keptBlock);
            if (b >= keptBlock)
            {
                Release(b);
            }
        }
    }

    /// <summary>Comes back with the gradient with respect to the picture.</summary>
    /// <param name="begin">Makes what it is added to, shaped like the picture: not before the first block is come to, since there is room for it then.</param>
    /// <param name="add">As in <see cref="FeatureNetwork.Backward(FeatureMaps, Tensor?, Func{string, Tensor?, Tensor?})"/>, for the tile whose maps it is handed.</param>
    public Tensor Backward(Func<Tensor> begin, Func<FeatureMaps, string, Tensor?, Tensor?> add)
    {
        Tensor? ofOutput = null;
        try
        {
            for (var b = _inputs.Length - 1; b >= 0; b--)
            {
                Begin();
                var ofInput = b == 0 ? begin() : Cleared(RoomForInput(b));
                for (var t = _kept[b].Length - 1; t >= 0; t--)
                {
                    Backward(b, t, ofOutput, ofInput, add);
                }

                ofOutput?.Dispose();
                ofOutput = ofInput;
                Release(b);
            }

            var gradient = ofOutput!;
            ofOutput = null;
            return gradient;
        }
        finally
        {
            ofOutput?.Dispose();
        }
    }

    /// <summary>Frees what is left of the pass.</summary>
    public void Dispose()
    {
        foreach (var maps in _kept.SelectMany(k => k))
        {
            maps?.Dispose();
        }

        for (var b = 1; b < _inputs.Length; b++)
        {
            Release(b);
        }
    }

    /// <summary>Sets a picture or a map to 0, some rows at a time, and returns it.</summary>
    public static Tensor Cleared(Tensor map)
    {
        foreach (var (top, rows) in RowBands.Of(map))
        {
            using var scope = NewDisposeScope();
            map.narrow(2, top, rows).zero_();
            ScratchFile.Rest();
        }

        return map;
    }

    // Each block's tiles have sizes of their own, for which what the block before freed is in the wrong pieces.
    private void Begin()
    {
        if (_scratch is not null)
        {
            TensorMemory.Trim();
        }
    }

    private void Forward(int block, Action<FeatureMaps> look, bool keep)
    {
        Begin();
        var tiles = _grid.Blocks[block];
        var last = block == _inputs.Length - 1;
        for (var t = 0; t < tiles.Tiles.Count; t++)
        {
            using var scope = NewDisposeScope();
            var tile = tiles.Tiles[t];
            var maps = _network.Forward(tile.Covers.Of(_inputs[block]!), _layers, tiles.Part, tile, forBackward: keep);
            _kept[block][t] = maps; // so that it is freed whatever happens
            look(maps);
            if (!last)
            {
                Hand(maps, tile, block + 1);
            }

            if (keep)
            {
                Keep(maps);
            }
            else
            {
                maps.Dispose();
                _kept[block][t] = null;
            }

            ScratchFile.Rest();
        }
    }

    // The core of what a tile gave, to the next block.
    private void Hand(FeatureMaps maps, Tile tile, int next)
    {
        _inputs[next] ??= RoomForInput(next);
        if (!tile.PooledCore.IsEmpty)
        {
            tile.PooledCore.Of(_inputs[next]!).copy_(tile.PooledCore.Within(tile.Pooled).Of(maps.Output!));
        }

        maps.ReleaseOutput();
    }

    // For what a block sees, or its gradient, whatever its values are; it belongs to no scope.
    private Tensor RoomForInput(int block)
    {
        using var scope = NewDisposeScope();
        using var taking = _scratch?.Taking();
        var tiles = _grid.Blocks[block];
        var channels = _network.Architecture.Layers[tiles.Part.First - 1].Channels;
        return empty([1, tiles.Height, tiles.Width, channels], _network.Engine.Format, _network.Engine.Device).permute(0, 3, 1, 2).DetachFromDisposeScope();
    }

    private void Keep(FeatureMaps maps)
    {
        _network.ForgetCheap(maps);
        if (_scratch is not null)
        {
            maps.MoveTo(_scratch);
        }
    }

    private void Backward(int block, int place, Tensor? ofOutput, Tensor ofInput, Func<FeatureMaps, string, Tensor?, Tensor?> add)
    {
        using var scope = NewDisposeScope();
        var (part, tile) = (_grid.Blocks[block].Part, _grid.Blocks[block].Tiles[place]);
        var input = _inputs[block] is { } all ? tile.Covers.Of(all) : null; // of a block that was kept only the picture is there
        var maps = _kept[block][place] ??= _network.Forward(input!, _layers, part, tile, forBackward: true);
        maps.ReleaseOutput();
        _network.Complete(maps, input);
        var found = _network.Backward(maps, ofOutput is null ? null : CoreAlone(ofOutput, tile), (layer, g) => add(maps, layer, g));
        if (found is not null)
        {
            tile.Covers.Of(ofInput).AddInPlace(found);
        }

        maps.Dispose();
        _kept[block][place] = null;
        ScratchFile.Rest();
    }

    // The gradient of what a tile gave: that of its core, since the rest is another tile's.
    private static Tensor CoreAlone(Tensor ofOutput, Tile tile)
    {
        using var scope = NewDisposeScope();
        var whole = ChannelsLast.Zeros(ofOutput, tile.Pooled.Height, tile.Pooled.Width);
        if (!tile.PooledCore.IsEmpty)
        {
            tile.PooledCore.Within(tile.Pooled).Of(whole).copy_(tile.PooledCore.Of(ofOutput));
        }

        return whole.MoveToOuterDisposeScope();
    }

    private void Release(int block)
    {
        if (block > 0)
        {
            _inputs[block]?.Dispose();
            _inputs[block] = null;
        }
    }
}
