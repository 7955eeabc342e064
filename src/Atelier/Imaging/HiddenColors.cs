using System.Numerics;
using Atelier.Imaging.Storage;

namespace Atelier.Imaging;

/// <summary>
/// Replaces the colours under transparent pixels, which may be any, by those of the visible pixels around them, so that they
/// neither bleed into these nor draw an edge that the network would paint. Push and pull over a pyramid of halves
/// (Gortler, Grzeszczuk, Szeliski and Cohen 1996, section 3.4).
/// </summary>
internal static class HiddenColors
{
    // Below this opacity a stored colour is mostly rounding, and is mixed with the colours around it.
    private const float Trusted = 1f / 8;

    /// <summary>The picture with its hidden colours filled in; itself where nothing is hidden.</summary>
    public static Picture Fill(Picture picture)
    {
        if (picture.Alpha is not { } alpha
            || PictureRows.Bands(picture.Width, picture.Height).All(b => !alpha.AsSpan(b.Top * picture.Width, b.Rows * picture.Width).ContainsAnyExceptInRange(Trusted, float.MaxValue)))
        {
            return picture;
        }

        using var visible = new Level(picture.Width, picture.Height);
        PictureRows.Each(picture.Width, picture.Height, y =>
        {
            for (var x = 0; x < picture.Width; x++)
            {
                var i = (y * picture.Width) + x;
                var trust = Math.Clamp(alpha[i] / Trusted, 0, 1);
                visible.Row(y)[x] = trust > 0 ? new Vector4(picture.Pixels[3 * i], picture.Pixels[(3 * i) + 1], picture.Pixels[(3 * i) + 2], 1) * trust : Vector4.Zero;
            }
        });

        using var filled = Filled(visible);
        var pixels = PixelValues.Empty(picture.Width, picture.Height, channels: 3);
        PictureRows.Each(picture.Width, picture.Height, y =>
        {
            for (var x = 0; x < picture.Width; x++)
            {
                var i = (y * picture.Width) + x;
                var target = pixels.AsSpan(3 * i, 3);
                if (alpha[i] < Trusted)
                {
                    var colour = filled.Row(y)[x];
                    (target[0], target[1], target[2]) = (colour.X, colour.Y, colour.Z);
                }
                else
                {
                    picture.Pixels.AsSpan(3 * i, 3).CopyTo(target);
                }
            }
        });
        return new Picture(picture.Width, picture.Height, pixels, picture.Metadata, alpha);
    }

    // Colours with trust 1 everywhere: the level of half the size fills the gaps.
    private static Level Filled(Level level)
    {
        var result = new Level(level.Width, level.Height);
        if (level is { Width: 1, Height: 1 })
        {
            var only = level.Row(0)[0];
            result.Row(0)[0] = only.W > 0 ? only / only.W : Vector4.UnitW;
            return result;
        }

        using var smaller = level.Halved();
        using var coarse = Filled(smaller);
        PictureRows.Each(level.Width, level.Height, y =>
        {
            for (var x = 0; x < level.Width; x++)
            {
                var own = level.Row(y)[x];
                result.Row(y)[x] = own.W >= 1 ? own : own + ((1 - own.W) * coarse.Between(x, y));
            }
        });
        return result;
    }

    // Red, green and blue times the trust, and the trust, of each pixel.
    private sealed class Level(int width, int height) : IDisposable
    {
        private readonly PixelValues _colours = PixelValues.Empty(width, height, channels: 4);

        public int Width => width;

        public int Height => height;

        public Span<Vector4> Row(int y) => _colours.As<Vector4>().Slice(y * width, width);

        // Each four pixels make one. One visible pixel among them is enough for its colour.
        public Level Halved()
        {
            var half = new Level((width + 1) / 2, (height + 1) / 2);
            PictureRows.Each(half.Width, half.Height, row =>
            {
                var colours = half.Row(row);
                colours.Clear();
                for (var y = 2 * row; y < Math.Min((2 * row) + 2, height); y++)
                {
                    for (var x = 0; x < width; x++)
                    {
                        colours[x / 2] += Row(y)[x];
                    }
                }

                foreach (ref var colour in colours)
                {
                    colour /= Math.Max(colour.W, 1);
                }
            });
            return half;
        }

        // Bilinear, at a pixel of the level of twice the size.
        public Vector4 Between(int x, int y)
        {
            var (x0, y0) = (x / 2, y / 2);
            var x1 = Math.Clamp(x % 2 == 0 ? x0 - 1 : x0 + 1, 0, width - 1);
            var y1 = Math.Clamp(y % 2 == 0 ? y0 - 1 : y0 + 1, 0, height - 1);
            return ((9 * At(x0, y0)) + (3 * At(x1, y0)) + (3 * At(x0, y1)) + At(x1, y1)) / 16;
        }

        public void Dispose() => _colours.Release();

        private Vector4 At(int x, int y) => Row(y)[x];
    }
}
