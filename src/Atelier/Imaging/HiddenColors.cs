using System.Numerics;

namespace Atelier.Imaging;

/// <summary>
/// Replaces the colours under transparent pixels, which may be anything, by those of the pixels seen around them, so that they
/// neither bleed into what is seen nor draw an edge that the network would paint. Push and pull over a pyramid of halves
/// (Gortler, Grzeszczuk, Szeliski and Cohen 1996, section 3.4).
/// </summary>
internal static class HiddenColors
{
    // Below this opacity a stored colour is mostly rounding, and is mixed with the colours around it.
    private const float Trusted = 1f / 8;

    /// <summary>The picture with its hidden colours filled in; itself where nothing is hidden.</summary>
    public static Picture Fill(Picture picture)
    {
        if (picture.Alpha is not { } alpha || alpha.All(a => a >= Trusted))
        {
            return picture;
        }

        var colours = new Vector4[alpha.Length]; // red, green and blue times the trust, and the trust
        for (var i = 0; i < colours.Length; i++)
        {
            var trust = Math.Clamp(alpha[i] / Trusted, 0, 1);
            colours[i] = trust > 0 ? new Vector4(picture.Pixels[3 * i], picture.Pixels[(3 * i) + 1], picture.Pixels[(3 * i) + 2], 1) * trust : Vector4.Zero;
        }

        var filled = Filled(new Level(picture.Width, picture.Height, colours));
        var pixels = (float[])picture.Pixels.Clone();
        for (var i = 0; i < colours.Length; i++)
        {
            if (alpha[i] < Trusted)
            {
                (pixels[3 * i], pixels[(3 * i) + 1], pixels[(3 * i) + 2]) = (filled[i].X, filled[i].Y, filled[i].Z);
            }
        }

        return new Picture(picture.Width, picture.Height, pixels, picture.Metadata, alpha);
    }

    // Colours with trust 1 everywhere: what a level lacks comes from the level of half its size.
    private static Vector4[] Filled(Level level)
    {
        if (level.Colours.Length == 1)
        {
            return [level.Colours[0].W > 0 ? level.Colours[0] / level.Colours[0].W : Vector4.UnitW];
        }

        var smaller = level.Halved();
        var coarse = smaller with { Colours = Filled(smaller) };
        var result = new Vector4[level.Colours.Length];
        for (var y = 0; y < level.Height; y++)
        {
            for (var x = 0; x < level.Width; x++)
            {
                var own = level.Colours[(y * level.Width) + x];
                result[(y * level.Width) + x] = own.W >= 1 ? own : own + ((1 - own.W) * coarse.Between(x, y));
            }
        }

        return result;
    }

    private sealed record Level(int Width, int Height, Vector4[] Colours)
    {
        // Each four make one. One seen pixel among them is enough for its colour.
        public Level Halved()
        {
            var (width, height) = ((Width + 1) / 2, (Height + 1) / 2);
            var colours = new Vector4[width * height];
            for (var y = 0; y < Height; y++)
            {
                for (var x = 0; x < Width; x++)
                {
                    colours[(y / 2 * width) + (x / 2)] += Colours[(y * Width) + x];
                }
            }

            for (var i = 0; i < colours.Length; i++)
            {
                colours[i] /= Math.Max(colours[i].W, 1);
            }

            return new Level(width, height, colours);
        }

        // Bilinear, at the place of a pixel of the level of twice the size.
        public Vector4 Between(int x, int y)
        {
            var (x0, y0) = (x / 2, y / 2);
            var x1 = Math.Clamp(x % 2 == 0 ? x0 - 1 : x0 + 1, 0, Width - 1);
            var y1 = Math.Clamp(y % 2 == 0 ? y0 - 1 : y0 + 1, 0, Height - 1);
            return ((9 * At(x0, y0)) + (3 * At(x1, y0)) + (3 * At(x0, y1)) + At(x1, y1)) / 16;
        }

        private Vector4 At(int x, int y) => Colours[(y * Width) + x];
    }
}
