using Atelier.Networks;
using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Losses.Pixels;

/// <summary>
/// Pictures reduced to a smaller size, each pixel the mean of the area that it stands for, whatever the ratio of the sizes; and the
/// transpose, which gradients go back by. Some rows at a time, so that it takes next to no memory beside a large picture.
/// </summary>
internal sealed class AreaReduction : IDisposable
{
    private readonly (long Height, long Width) _from;
    private readonly (long Height, long Width) _to;
    private readonly Tensor _columns;

    /// <param name="from">The height and width of the pictures.</param>
    /// <param name="to">Those that they are reduced to.</param>
    /// <param name="device">Where the pictures are.</param>
    public AreaReduction((long Height, long Width) from, (long Height, long Width) to, Device device)
    {
        (_from, _to) = (from, to);
        _columns = Shares(from.Width, to.Width, (0, to.Width), (0, from.Width), device).DetachFromDisposeScope();
    }

    /// <summary>Image (1, C, H, W) → (1, C, h, w).</summary>
    /// <param name="image">(1, C, H, W).</param>
    /// <param name="pixels">What each pixel is multiplied by first, (1, 1, H, W); null for 1.</param>
    public Tensor Of(Tensor image, Tensor? pixels = null)
    {
        using var scope = NewDisposeScope();
        var reduced = zeros([1, image.shape[1], _to.Height, _to.Width], image.dtype, image.device);
        foreach (var (top, rows) in RowBands.Of(image))
        {
            using var band = NewDisposeScope();
            var (first, count) = RowsUnder(top, rows);
            var part = image.narrow(2, top, rows);
            part = pixels is null ? part : part * pixels.narrow(2, top, rows);
            var down = Shares(_from.Height, _to.Height, (first, count), (top, rows), image.device).matmul(part);
            reduced.narrow(2, first, count).AddInPlace(down.matmul(_columns.t()));
        }

        return reduced.MoveToOuterDisposeScope();
    }

    /// <summary>Adds the transpose: of each pixel of a small picture, its share to those that it is the mean of.</summary>
    /// <param name="small">(1, C, h, w).</param>
    /// <param name="sum">(1, C, H, W); changed in place.</param>
    /// <param name="pixels">What each pixel is multiplied by, (1, 1, H, W); null for 1.</param>
    public void AddTransposed(Tensor small, Tensor sum, Tensor? pixels = null)
    {
        foreach (var (top, rows) in RowBands.Of(sum))
        {
            using var band = NewDisposeScope();
            var (first, count) = RowsUnder(top, rows);
            var across = small.narrow(2, first, count).matmul(_columns);
            var part = Shares(_from.Height, _to.Height, (first, count), (top, rows), sum.device).t().matmul(across);
            sum.narrow(2, top, rows).AddInPlace(pixels is null ? part : part.mul_(pixels.narrow(2, top, rows)));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _columns.Dispose();

    // The rows of the small picture that some rows of the large one take part in.
    private (long First, long Count) RowsUnder(long top, long rows)
    {
        var first = top * _to.Height / _from.Height;
        var end = (((top + rows) * _to.Height) + _from.Height - 1) / _from.Height;
        return (first, end - first);
    }

    // Along one side, how much of each place of the small picture each of the large one's covers, (to, from): in whole numbers of
    // 1/(from·to) of the side, so that the shares of a place add up to 1.
    private static Tensor Shares(long from, long to, (long First, long Count) small, (long First, long Count) large, Device device)
    {
        using var scope = NewDisposeScope();
        var place = TensorMath.Range(small.First, small.First + small.Count, ScalarType.Int64).unsqueeze(1);
        var pixel = TensorMath.Range(large.First, large.First + large.Count, ScalarType.Int64).unsqueeze(0);
        var overlap = minimum(place.Add(1).Multiply(from), pixel.Add(1).Multiply(to)) - maximum(place.Multiply(from), pixel.Multiply(to));
        return overlap.ClampMin(0).to(ScalarType.Float64).Divide(from).to(ScalarType.Float32).to(device).MoveToOuterDisposeScope();
    }
}
