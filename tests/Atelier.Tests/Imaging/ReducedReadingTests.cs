using Atelier.Imaging;
using NetVips;
using static Atelier.Tests.Imaging.TestPictures;

namespace Atelier.Tests.Imaging;

/// <summary>Pictures that are reduced while they are read are those that are reduced afterwards.</summary>
public sealed class ReducedReadingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(PictureFormat.Jpeg, 8)]
    [InlineData(PictureFormat.Png, 16)]
    [InlineData(PictureFormat.Tiff, 16)]
    [InlineData(PictureFormat.WebP, 8)]
    public void ReadFor_SmallerSize_IsThePictureReducedAfterwards(PictureFormat format, int bitDepth)
    {
        var path = _folder.Write("a", Noise(301, 217).Encode(format, new PictureWriteOptions { BitDepth = bitDepth }));

        var reduced = Reduced(path, 40);

        Assert.Equal(PictureResizer.ResizeToLongestSide(Picture.Load(path), 40).Pixels, reduced.Pixels);
        Assert.Equal((40, 29), PictureReader.ReadFor(path, 40, null, null, mostHeldWhole: 1) is var picture ? (picture.Width, picture.Height) : default);
    }

    [Fact]
    public void ReadFor_Alpha_CountsColoursByIt()
    {
        var pixels = Noise(200, 150).Pixels;
        var alpha = Gradient(200, 150).Pixels.Where((_, i) => i % 3 == 0).Select(v => v < 0.4f ? 0 : v).ToArray();
        var path = _folder.Write("a.png", new Picture(200, 150, pixels, alpha: alpha).Encode(PictureFormat.Png));

        var expected = PictureResizer.ResizeToLongestSide(Picture.Load(path), 50);

        Assert.Equal(expected.Pixels, Reduced(path, 50).Pixels);
        Assert.Equal(expected.Alpha, Reduced(path, 50).Alpha);
    }

    [Fact]
    public void ReadFor_AlphaThatHidesNothing_IsLeftOut()
    {
        using var image = Constant(120, 90, Enums.BandFormat.Uchar, Enums.Interpretation.Srgb, 50, 100, 200, 255);
        var path = _folder.Write("a.png", image.PngsaveBuffer());

        Assert.Null(Reduced(path, 30).Alpha);
        AssertPixel(Reduced(path, 30), 10, 10, 1e-5f, 50 / 255f, 100 / 255f, 200 / 255f);
    }

    [Fact]
    public void ReadFor_EveryOrientation_IsUpright()
    {
        var bytes = Gradient(180, 120).Encode(PictureFormat.Tiff, new PictureWriteOptions { BitDepth = 16 });
        for (var orientation = 1; orientation <= 8; orientation++)
        {
            using var stored = Image.NewFromBuffer(bytes).Mutate(image => image.Set(GValue.GIntType, "orientation", orientation));
            var path = _folder.Write($"{orientation}.tif", stored.TiffsaveBuffer());

            var expected = PictureResizer.ResizeToLongestSide(Picture.Load(path), 45);

            Assert.InRange(LargestDifference(expected, Reduced(path, 45)), 0, 1e-4f);
        }
    }

    [Fact]
    public void ReadFor_GreyWithAProfile_IsConverted()
    {
        using var image = Image.Xyz(160, 100).ExtractBand(0).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Bw)
            .Mutate(i => i.Set(GValue.BlobType, "icc-profile-data", GreyProfile.Linear()));
        var path = _folder.Write("grey.tif", image.TiffsaveBuffer());

        Assert.Equal(PictureResizer.ResizeToLongestSide(Picture.Load(path), 40).Pixels, Reduced(path, 40).Pixels);
    }

    [Fact]
    public void ReadFor_TruncatedFile_IsRefused()
    {
        var whole = Noise(300, 200).Encode(PictureFormat.Tiff);
        AssertRefused(() => Reduced(_folder.Write("cut.tif", whole.AsSpan(0, whole.Length / 2)), 20), "cut.tif");
    }

    [Fact]
    public void ReadFor_SmallPicture_StaysAsItIs()
    {
        var path = _folder.Write("a.png", Noise(60, 40).Encode(PictureFormat.Png));

        Assert.Equal(60, PictureReader.ReadFor(path, 20).Width);
        Assert.Equal((60, 40), PictureReader.SizeFor(60, 40, 20));
        Assert.Equal((2000, 2000), PictureReader.SizeFor(20000, 20000, 2000));
        Assert.Equal((20000, 20000), PictureReader.SizeFor(20000, 20000, 32768));
    }

    private static Picture Reduced(string path, int size) => PictureReader.ReadFor(path, size, null, m => Assert.Fail(m.ToString()), mostHeldWhole: 1);
}
