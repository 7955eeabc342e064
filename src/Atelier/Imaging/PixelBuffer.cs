using System.Numerics;
using NetVips;

namespace Atelier.Imaging;

/// <summary>Turns the integers of a file into floats and back.</summary>
internal static class PixelBuffer
{
    /// <summary>Decodes a picture.</summary>
    /// <param name="image">Grey or RGB, with or without alpha (1 to 4 bands), 8 or 16 bits.</param>
    /// <param name="opacities">Row by row, the opacity of each pixel, 0 to 1; null where all are opaque.</param>
    /// <returns>Row by row, red, green and blue of each pixel, 0 to 1, as stored under any opacity.</returns>
    /// <exception cref="VipsException">The file is damaged.</exception>
    public static unsafe float[] ToFloats(Image image, out float[]? opacities)
    {
        var pixels = (long)image.Width * image.Height;
        var memory = image.WriteToMemory(out _);
        try
        {
            return image.Format == Enums.BandFormat.Uchar
                ? ToFloats((byte*)memory, pixels, image.Bands, byte.MaxValue, out opacities)
                : ToFloats((ushort*)memory, pixels, image.Bands, ushort.MaxValue, out opacities);
        }
        finally
        {
            NetVips.NetVips.Free(memory);
        }
    }

    /// <summary>Rounds to 8 bits: clamped to 0 to 1, to the nearest step; what is no number becomes 0.</summary>
    public static byte[] ToBytes(ReadOnlySpan<float> values)
    {
        var bytes = new byte[values.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)((Clamp(values[i]) * byte.MaxValue) + 0.5f);
        }

        return bytes;
    }

    /// <summary>Rounds to 16 bits: clamped to 0 to 1, to the nearest step; what is no number becomes 0.</summary>
    public static ushort[] ToUInt16s(ReadOnlySpan<float> values)
    {
        var integers = new ushort[values.Length];
        for (var i = 0; i < integers.Length; i++)
        {
            integers[i] = (ushort)((Clamp(values[i]) * ushort.MaxValue) + 0.5f);
        }

        return integers;
    }

    // Written so that a comparison with NaN falls to 0.
    private static float Clamp(float value) => value > 0 ? Math.Min(value, 1f) : 0f;

    private static unsafe float[] ToFloats<T>(T* values, long pixels, int bands, float white, out float[]? opacities)
        where T : unmanaged, IBinaryInteger<T>
    {
        var floats = GC.AllocateUninitializedArray<float>(checked((int)(pixels * 3)));
        var (green, blue) = bands >= 3 ? (1, 2) : (0, 0);
        var alpha = bands is 2 or 4 ? bands - 1 : -1;
        var found = alpha < 0 ? null : GC.AllocateUninitializedArray<float>((int)pixels);
        for (var i = 0; i < floats.Length; i += 3, values += bands)
        {
            (floats[i], floats[i + 1], floats[i + 2]) =
                (float.CreateTruncating(values[0]) / white, float.CreateTruncating(values[green]) / white, float.CreateTruncating(values[blue]) / white);
            found?[i / 3] = float.CreateTruncating(values[alpha]) / white;
        }

        opacities = found is not null && found.AsSpan().IndexOfAnyExcept(1f) >= 0 ? found : null;
        return floats;
    }
}
