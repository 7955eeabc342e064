using Atelier.Imaging.Storage;

namespace Atelier.Imaging;

/// <summary>Builds an upright picture from rows of any orientation.</summary>
internal sealed class PictureBuilder
{
    private readonly Orientation _orientation;
    private readonly int _width;
    private readonly PixelValues _pixels;
    private readonly PixelValues? _alpha;
    private readonly (int Width, int Height) _upright;

    public PictureBuilder(int width, int height, bool hasAlpha, Orientation? orientation = null)
    {
        _orientation = orientation ?? Orientation.Of(1, width, height);
        _upright = _orientation.Upright;
        _width = width;
        _pixels = PixelValues.Empty(_upright.Width, _upright.Height, channels: 3);
        _alpha = hasAlpha ? PixelValues.Empty(_upright.Width, _upright.Height, channels: 1) : null;
    }

    /// <summary>Takes a row, on any thread.</summary>
    public void Take(int y, ReadOnlySpan<float> pixels, ReadOnlySpan<float> alpha)
    {
        if (_orientation.IsUpright)
        {
            pixels.CopyTo(_pixels.AsSpan(3 * y * _width, 3 * _width));
            alpha.CopyTo(_alpha is null ? default : _alpha.AsSpan(y * _width, _width));
            return;
        }

        var allPixels = _pixels.Span;
        var allAlpha = _alpha is null ? default : _alpha.Span;
        for (var x = 0; x < _width; x++)
        {
            var at = _orientation.ToUpright(x, y) is var (column, row) ? (row * _upright.Width) + column : 0;
            pixels.Slice(3 * x, 3).CopyTo(allPixels.Slice(3 * at, 3));
            if (_alpha is not null)
            {
                allAlpha[at] = alpha[x];
            }
        }
    }

    /// <summary>Takes a row of a <see cref="RowResizer"/>, on any thread.</summary>
    /// <param name="y">Its number.</param>
    /// <param name="row">Three values a pixel or, where there are opacities, the four of <see cref="WeightedPixels"/>.</param>
    public void Take(int y, ReadOnlySpan<float> row)
    {
        if (_alpha is null)
        {
            Take(y, row, default);
            return;
        }

        var values = new float[4 * _width];
        var pixels = values.AsSpan(0, 3 * _width);
        var alpha = values.AsSpan(3 * _width);
        WeightedPixels.Split(row, pixels, alpha);
        Take(y, pixels, alpha);
    }

    /// <summary>The picture, once all rows were taken.</summary>
    /// <param name="metadata">Its metadata.</param>
    /// <param name="isOpaque">Whether its opacities are all 1, but for rounding, and are left out.</param>
    public Picture Finish(PictureMetadata metadata, bool isOpaque = false)
    {
        if (isOpaque)
        {
            _alpha?.Release();
        }

        return new Picture(_upright.Width, _upright.Height, _pixels, metadata, isOpaque ? null : _alpha);
    }
}
