using Atelier.Imaging;
using static Atelier.Tests.Imaging.TestPictures;

namespace Atelier.Tests.Imaging;

public class PictureBytesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(11)]
    public void Rgb24_AnyStride_ComesBack(int stride)
    {
        var step = stride == 0 ? 6 : stride;
        var bytes = Enumerable.Range(0, (2 * step) + 6).Select(i => (byte)(7 * i)).ToArray();

        var picture = Picture.FromRgb24(bytes, 2, 3, stride);
        var back = new byte[bytes.Length];
        picture.CopyToRgb24(back, stride);

        Assert.Equal([bytes[step] / 255f, bytes[step + 1] / 255f, bytes[step + 2] / 255f], picture.PixelAt(0, 1));
        Assert.Null(picture.Alpha);
        for (var y = 0; y < 3; y++)
        {
            Assert.Equal(bytes[(y * step)..((y * step) + 6)], back[(y * step)..((y * step) + 6)]);
            Assert.All(back[((y * step) + 6)..Math.Min((y + 1) * step, back.Length)], between => Assert.Equal(0, between));
        }
    }

    [Fact]
    public void Rgba32_WithOpacities_ComesBackAndLiesOverWhiteWithoutThem()
    {
        byte[] bytes = [10, 20, 30, 255, 40, 50, 60, 0, 70, 80, 90, 128];

        var picture = Picture.FromRgba32(bytes, 3, 1);
        var (rgba, rgb) = (new byte[12], new byte[9]);
        picture.CopyToRgba32(rgba);
        picture.CopyToRgb24(rgb);

        Assert.Equal([1f, 0f, 128 / 255f], picture.Alpha!);
        Assert.Equal(bytes, rgba);
        Assert.Equal([10, 20, 30, 255, 255, 255, 162, 167, 172], rgb);
    }

    [Fact]
    public void Rgba32_Opaque_HasNoAlpha()
    {
        var picture = Picture.FromRgba32([1, 2, 3, 255, 4, 5, 6, 255], 1, 2);
        var rgba = new byte[8];
        picture.CopyToRgba32(rgba);

        Assert.Null(picture.Alpha);
        Assert.Equal([1, 2, 3, 255, 4, 5, 6, 255], rgba);
    }

    [Fact]
    public void CopyTo_AnyValues_GivesTheBytesOfTheFile()
    {
        var picture = new Picture(2, 1, [-1, 0.5f, 2, float.NaN, 0.1f, 0.8f]);
        var (bytes, read) = (new byte[6], new byte[6]);

        picture.CopyToRgb24(bytes);
        Picture.Load(picture.Encode(PictureFormat.Png)).CopyToRgb24(read);

        Assert.Equal([0, 128, 255, 0, 26, 204], bytes);
        Assert.Equal(read, bytes);
    }

    [Fact]
    public void Arguments_ThatDoNotFit_AreRefusedAtOnce()
    {
        var bytes = new byte[24];
        Assert.Throws<ArgumentOutOfRangeException>(() => Picture.FromRgb24(bytes, 0, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Picture.FromRgba32(bytes, 2, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Picture.FromRgb24(bytes, 2, 2, -6));
        Assert.Throws<ArgumentOutOfRangeException>(() => Picture.FromRgb24(bytes, 2, 2, 5));
        Assert.Throws<ArgumentException>(() => Picture.FromRgb24(bytes, 3, 3));
        Assert.Throws<ArgumentException>(() => Picture.FromRgba32(bytes, int.MaxValue, int.MaxValue));
        Assert.Throws<ArgumentException>(() => Gradient(3, 3).CopyToRgb24(bytes));
        Assert.Throws<ArgumentOutOfRangeException>(() => Gradient(2, 2).CopyToRgba32(bytes, 7));
        Assert.Throws<ArgumentOutOfRangeException>(() => Gradient(2, 2).CopyToRgba32(bytes, -8));
    }
}
