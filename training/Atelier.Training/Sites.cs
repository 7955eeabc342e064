using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Training;

/// <summary>Random places of feature maps, the same for every crop of a batch: what least squares sees of the maps.</summary>
internal static class Sites
{
    /// <summary>Distinct places of a square map, as indices into its rows one after another.</summary>
    public static Tensor Draw(long side, int count) => randperm(side * side).narrow(0, 0, Math.Min(count, side * side)).to(ScalarType.Int64);

    /// <summary>(N, C, H, W) → (N·places, C), float32.</summary>
    public static Tensor Rows(Tensor map, Tensor places)
    {
        using var scope = NewDisposeScope();
        return map.permute(0, 2, 3, 1).flatten(1, 2).index_select(1, places.to(map.device)).flatten(0, 1)
            .to(ScalarType.Float32).MoveToOuterDisposeScope();
    }

    /// <summary>What a 3×3 convolution sees at the places: (N, C, H, W) → (N·places, C·9 + 1), float32, the last column 1.</summary>
    public static Tensor Patches(Tensor map, Tensor places)
    {
        using var scope = NewDisposeScope();
        var (width, on) = (map.shape[3], places.to(map.device));
        var padded = nn.functional.pad(map, [1, 1, 1, 1]).permute(0, 2, 3, 1).flatten(1, 2);
        var length = tensor(width, device: map.device);
        var corner = on.div(length, RoundingMode.floor).Multiply(width + 2).Add(on.remainder(length));
        var shifted = Enumerable.Range(0, 9)
            .Select(i => padded.index_select(1, corner.Add((i / 3) * (width + 2) + i % 3))).ToList();
        var patches = stack(shifted, -1).flatten(2).flatten(0, 1).to(ScalarType.Float32);
        return WithOnes(patches).MoveToOuterDisposeScope();
    }

    /// <summary>With one more column, of ones, for the bias.</summary>
    public static Tensor WithOnes(Tensor rows) => cat([rows, ones(rows.shape[0], 1, device: rows.device)], 1);
}
