using System.Numerics;
using System.Runtime.InteropServices;
using Atelier.Imaging.Storage;
using NetVips;

namespace Atelier.Imaging;

/// <summary>
/// The pixels of a picture as a file has them: integers of 8 or 16 bits, clamped to 0 to 1 and rounded to the nearest step; NaN becomes 0.
/// They lie in memory, or in a file where the picture does.
/// </summary>
internal sealed unsafe class IntegerPixels : IDisposable
{
    private readonly int _width;
    private readonly int _height;
    private readonly int _bands;
    private readonly bool _is16Bit;
    private readonly TemporaryMappedFile? _file;
    private nint _memory;

    /// <summary>Computes the integers.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="bitDepth">8 or 16.</param>
    /// <param name="keepsAlpha">Whether opacities become a fourth band; else the picture lies over white.</param>
    /// <exception cref="StylizeException">There is a <see cref="PictureScratch"/> without room for them.</exception>
    public IntegerPixels(Picture picture, int bitDepth, bool keepsAlpha)
    {
        (_width, _height, _is16Bit) = (picture.Width, picture.Height, bitDepth == 16);
        _bands = keepsAlpha && picture.Alpha is not null ? 4 : 3;
        _file = picture.IsInFile ? PictureScratch.Take(Size) : null;
        _memory = _file?.Start ?? (nint)NativeMemory.Alloc((nuint)Size);
        PictureRows.Each(_width, _height, y =>
        {
            if (_is16Bit)
            {
                Write(picture, y, Row<ushort>(y), ushort.MaxValue, _bands);
            }
            else
            {
                Write(picture, y, Row<byte>(y), byte.MaxValue, _bands);
            }
        });
    }

    private long Size => (long)_width * _height * _bands * (_is16Bit ? sizeof(ushort) : sizeof(byte));

    /// <summary>An image of libvips over the same memory, valid until this is disposed.</summary>
    public Image Image() => NetVips.Image.NewFromMemory(
        _memory, (ulong)Size, _width, _height, _bands, _is16Bit ? Enums.BandFormat.Ushort : Enums.BandFormat.Uchar);

    /// <summary>Frees them.</summary>
    public void Dispose()
    {
        if (_file is not null)
        {
            _file.Dispose();
        }
        else
        {
            NativeMemory.Free((void*)_memory);
        }

        _memory = 0;
    }

    private Span<T> Row<T>(int y)
        where T : unmanaged => new((T*)_memory + ((long)y * _width * _bands), _width * _bands);

    /// <summary>Computes a row.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="y">The row.</param>
    /// <param name="row">Takes the integers.</param>
    /// <param name="white">The integer that means 1.</param>
    /// <param name="bands">3, with transparent pixels over white, or 4, with opacities.</param>
    public static void Write<T>(Picture picture, int y, Span<T> row, float white, int bands)
        where T : unmanaged, IBinaryInteger<T>
    {
        var pixels = picture.Pixels.AsSpan(3 * y * picture.Width, 3 * picture.Width);
        var alpha = picture.Alpha is null ? default : picture.Alpha.AsSpan(y * picture.Width, picture.Width);
        for (int i = 0, at = 0; i < pixels.Length; i += 3, at += bands)
        {
            for (var c = 0; c < 3; c++)
            {
                row[at + c] = Integer(alpha.IsEmpty || bands == 4 ? pixels[i + c] : Transparency.OverWhite(pixels[i + c], alpha[i / 3]));
            }

            if (bands == 4)
            {
                row[at + 3] = Integer(alpha.IsEmpty ? 1 : alpha[i / 3]);
            }
        }

        // Written so that a comparison with NaN falls to 0.
        T Integer(float value) => T.CreateTruncating(((value > 0 ? Math.Min(value, 1f) : 0f) * white) + 0.5f);
    }
}
