using Atelier.Imaging.Storage;
using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Networks.Tiling;

/// <summary>
/// The forward and the backward pass of a picture, block by block and each block tile by tile. The maps between blocks are whole, so that
/// each block is computed once: they are small beside the maps within a block. A block of one tile in memory hands its maps on without a copy.
/// </summary>
internal sealed class BlockPass : IDisposable
{
    private readonly FeatureNetwork _network;
    private readonly TileGrid _grid;
    private readonly IReadOnlyCollection<string> _layers;
    private readonly TileSettings _settings;
    private readonly TensorScratch? _scratch;
    private readonly Tensor?[] _inputs; // by block; the first is the picture, which belongs to the caller
    private readonly FeatureMaps?[][] _kept;

    /// <param name="network">The network.</param>
    /// <param name="grid">How the picture is cut.</param>
    /// <param name="image">The picture, (1, 3, H, W).</param>
    /// <param name="layers">The layers whose maps are wanted.</param>
    /// <param name="settings">What is kept for the backward pass, and where.</param>
    public BlockPass(FeatureNetwork network, TileGrid grid, Tensor image, IReadOnlyCollection<string> layers, TileSettings settings)
    {
        (_network, _grid, _layers, _settings, _scratch) = (network, grid, layers, settings, settings.Scratch);
        _inputs = new Tensor?[grid.Blocks.Count];
        _inputs[0] = image;
        _kept = [.. grid.Blocks.Select(b => new FeatureMaps?[b.Tiles.Count])];
    }

    /// <summary>The forward pass alone.</summary>
    /// <param name="accumulate">Takes the maps of every tile; they are freed afterwards.</param>
    public void Forward(Action<FeatureMaps> accumulate)
    {
        for (var b = 0; b < _inputs.Length; b++)
        {
            Forward(b, accumulate, keep: false);
            Release(b);
        }
    }

    /// <summary>The forward pass, with a backward pass to follow.</summary>
    /// <param name="accumulate">Takes the maps of every tile.</param>
    public void ForwardForBackward(Action<FeatureMaps> accumulate)
    {
        for (var b = 0; b < _inputs.Length; b++)
        {
            var keep = b >= _settings.FirstKeptBlock;
            Forward(b, accumulate, keep);
            if (keep)
            {
                Release(b);
            }
        }
    }

    /// <summary>The backward pass: the gradient with respect to the picture.</summary>
    /// <param name="add">
    /// Given the maps of a tile, a layer and the gradient that comes to its map from deeper layers, null where none does, adds the losses'
    /// gradient in place and returns the sum.
    /// </param>
    public Tensor Backward(Func<FeatureMaps, string, Tensor?, Tensor?> add)
    {
        Tensor? ofOutput = null;
        for (var b = _inputs.Length - 1; b >= 0; b--)
        {
            TrimBetweenBlocks();
            var ofInput = HandsOn(b) ? null : ZerosOfInput(b);
            for (var t = _kept[b].Length - 1; t >= 0; t--)
            {
                var ofTile = Backward(b, t, ofOutput, add);
                if (ofInput is null)
                {
                    ofInput = ofTile ?? ZerosOfInput(b);
                }
                else if (ofTile is not null)
                {
                    using var scope = NewDisposeScope();
                    _grid.Blocks[b].Tiles[t].Covers.Of(ofInput).AddInPlace(ofTile);
                    ofTile.Dispose();
                }

                TemporaryMappedFile.EvictPages();
            }

            ofOutput?.Dispose();
            ofOutput = ofInput;
            Release(b);
        }

        return ofOutput!;
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

    /// <summary>Zeros of the shape of a picture.</summary>
    /// <param name="like">(1, C, H, W).</param>
    /// <param name="scratch">The folder where they lie; null for memory.</param>
    public static Tensor Zeros(Tensor like, TensorScratch? scratch) => Cleared(TensorScratch.EmptyLike(scratch, like));

    private static Tensor Cleared(Tensor map)
    {
        foreach (var (top, rows) in RowBands.Of(map))
        {
            using var scope = NewDisposeScope();
            map.narrow(2, top, rows).zero_();
        }

        return map;
    }

    // A block of one tile, in memory, gives and takes whole maps.
    private bool HandsOn(int block) => _scratch is null && _grid.Blocks[block].Tiles.Count == 1;

    // Each block's tiles have sizes of their own, and the memory that the block before freed is in the wrong pieces.
    private void TrimBetweenBlocks()
    {
        if (_scratch is not null)
        {
            TensorMemory.Trim();
        }
    }

    private void Forward(int block, Action<FeatureMaps> accumulate, bool keep)
    {
        TrimBetweenBlocks();
        var tiles = _grid.Blocks[block];
        for (var t = 0; t < tiles.Tiles.Count; t++)
        {
            using var scope = NewDisposeScope();
            var tile = tiles.Tiles[t];
            var maps = _network.Forward(tile.Covers.Of(_inputs[block]!), _layers, tiles.Part, tile, forBackward: keep);
            _kept[block][t] = maps; // so that it is freed whatever happens
            accumulate(maps);
            if (block + 1 < _inputs.Length)
            {
                GiveOutput(maps, tile, block);
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

            TemporaryMappedFile.EvictPages();
        }
    }

    // The core of a tile's output is part of the next block's input.
    private void GiveOutput(FeatureMaps maps, Tile tile, int block)
    {
        if (HandsOn(block))
        {
            _inputs[block + 1] = maps.Output!.alias().DetachFromDisposeScope();
        }
        else
        {
            _inputs[block + 1] ??= RoomForInput(block + 1).DetachFromDisposeScope();
            if (!tile.PooledCore.IsEmpty)
            {
                tile.PooledCore.Of(_inputs[block + 1]!).copy_(tile.PooledCore.Within(tile.Pooled).Of(maps.Output!));
            }
        }

        maps.ReleaseOutput();
    }

    private Tensor ZerosOfInput(int block) => block == 0 ? Zeros(_inputs[0]!, _scratch) : Cleared(RoomForInput(block));

    // A tensor for a block's input or its gradient, with any values.
    private Tensor RoomForInput(int block)
    {
        var tiles = _grid.Blocks[block];
        var channels = _network.Architecture.Layers[tiles.Part.First - 1].Channels;
        return ChannelsLast.Empty(channels, tiles.Height, tiles.Width, _network.Engine.Format, _network.Engine.Device, _scratch);
    }

    private void Keep(FeatureMaps maps)
    {
        if (!_grid.IsWhole)
        {
            _network.ForgetCheap(maps);
        }

        if (_scratch is not null)
        {
            maps.MoveTo(_scratch);
        }
    }

    private Tensor? Backward(int block, int number, Tensor? ofOutput, Func<FeatureMaps, string, Tensor?, Tensor?> add)
    {
        using var scope = NewDisposeScope();
        var (part, tile) = (_grid.Blocks[block].Part, _grid.Blocks[block].Tiles[number]);
        var input = _inputs[block] is { } all ? tile.Covers.Of(all) : null; // the input of a kept block is freed, but for the picture
        var maps = _kept[block][number] ??= _network.Forward(input!, _layers, part, tile, forBackward: true);
        maps.ReleaseOutput();
        _network.Complete(maps, input);
        var ofTile = ofOutput is null || HandsOn(block) ? ofOutput : CoreAlone(ofOutput, tile);
        var ofInput = _network.Backward(maps, ofTile, (layer, g) => add(maps, layer, g));
        maps.Dispose();
        _kept[block][number] = null;
        return ofInput?.MoveToOuterDisposeScope();
    }

    // The gradient of a tile's output: that of its core, since the margin belongs to other tiles.
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
