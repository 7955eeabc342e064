using Atelier.ImageSharp;
using Atelier.Imaging;
using Atelier.SkiaSharp;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using SkiaSharp;

namespace Atelier.Tests.Imaging;

public class AdapterTests
{
    private static readonly byte[] Pixels = [10, 20, 30, 255, 40, 50, 60, 0, 70, 80, 90, 128, 200, 210, 220, 255, 0, 0, 0, 255, 255, 255, 255, 255];

    private static Picture Opaque => Picture.FromRgb24(Pixels, 2, 4);

    private static Picture Transparent => Picture.FromRgba32(Pixels, 3, 2);

    [Fact]
    public void SkiaSharp_BitmapAndImage_ComeBack()
    {
        foreach (var picture in new[] { Opaque, Transparent })
        {
            using var bitmap = picture.ToSKBitmap();
            using var image = picture.ToSKImage();

            Assert.Equal(Bytes(picture), Bytes(bitmap.ToPicture()));
            Assert.Equal(Bytes(picture), Bytes(image.ToPicture()));
        }
    }

    [Fact]
    public void SkiaSharp_PremultipliedPixelsInAnotherOrder_AreRead()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(1, 1, SKColorType.Bgra8888, SKAlphaType.Premul));
        new byte[] { 0, 0, 128, 128 }.CopyTo(bitmap.GetPixelSpan());

        Assert.Equal([255, 0, 0, 128], Bytes(bitmap.ToPicture()));
    }

    [Fact]
    public void SkiaSharp_NoPixels_IsRefused()
    {
        using var empty = new SKBitmap();
        Assert.Throws<ArgumentNullException>(() => ((SKBitmap)null!).ToPicture());
        Assert.Throws<ArgumentNullException>(() => ((SKImage)null!).ToPicture());
        Assert.Throws<ArgumentException>(() => empty.ToPicture());
    }

    [Fact]
    public void ImageSharp_EachPixelFormat_ComesBack()
    {
        foreach (var picture in new[] { Opaque, Transparent })
        {
            using var image = picture.ToImage();
            using var other = image.CloneAs<Bgra32>();

            Assert.Equal(Bytes(picture), Bytes(image.ToPicture()));
            Assert.Equal(Bytes(picture), Bytes(other.ToPicture()));
        }

        using var rgb = Opaque.ToImage().CloneAs<Rgb24>();
        Assert.Equal(Bytes(Opaque), Bytes(rgb.ToPicture()));
        Assert.Throws<ArgumentNullException>(() => ((Image)null!).ToPicture());
    }

    private static byte[] Bytes(Picture picture)
    {
        var bytes = new byte[4 * picture.Width * picture.Height];
        picture.CopyToRgba32(bytes);
        return bytes;
    }
}
