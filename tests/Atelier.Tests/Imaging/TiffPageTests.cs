using Atelier.Imaging;
using CsCheck;
using NetVips;
using static Atelier.Tests.Imaging.TestPictures;

namespace Atelier.Tests.Imaging;

public sealed class TiffPageTests : IDisposable
{
    private const int NewSubfileType = 254;
    private const int ExtraSamples = 338;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_FirstPageIsAThumbnail_TakesTheFirstThatIsNot()
    {
        var path = _folder.Write("a.tif", new TiffBytes()
            .Page(8, 6, [255, 0, 0], (NewSubfileType, [1]))
            .Page(32, 24, [0, 255, 0])
            .Page(64, 48, [0, 0, 255]).ToArray());

        var read = Picture.Load(path, warn: w => Assert.Fail(w.ToString()));

        Assert.Equal((32, 24), (read.Width, read.Height));
        AssertPixel(read, 3, 3, 0, 0, 1, 0);
        Assert.Equal(32, PictureReader.Inspect(path).Width);
    }

    [Fact]
    public void Read_EveryPageIsReduced_TakesTheFirst() => Assert.Equal(8, Picture.Load(
        _folder.Write("a.tif", new TiffBytes().Page(8, 6, [255, 0, 0], (NewSubfileType, [1])).Page(4, 3, [0, 0, 0], (NewSubfileType, [1])).ToArray())).Width);

    [Theory]
    [InlineData("photo.dng", 0, 0)] // by its name
    [InlineData("photo.tif", 50706, 1)] // DNGVersion
    [InlineData("photo.tif", 262, 32803)] // a colour filter array
    public void Read_CameraRaw_IsRefusedWithTheAdviceToDevelopIt(string name, int tag, int value)
    {
        var path = _folder.Write(name, new TiffBytes().Page(32, 24, [1, 2, 3], tag == 0 ? (NewSubfileType, [1]) : (tag, [value])).ToArray());

        var error = AssertRefused(() => Picture.Load(path), name, "camera raw", "develop");

        Assert.Equal(MessageCodes.PictureRaw, error.Code);
        AssertRefused(() => PictureReader.Inspect(path), "camera raw");
    }

    [Theory]
    [InlineData("II*\0\u0010\0\0\0CR\u0002\0")]
    [InlineData("IIU\0\u0018\0\0\0")]
    [InlineData("IIRO\u0008\0\0\0")]
    [InlineData("FUJIFILMCCD-RAW 0201")]
    [InlineData("\0\0\0\u0018ftypcrx \0\0\0\u0001")]
    public void Read_OtherCameraRaw_IsRefusedByItsFirstBytes(string start) => Assert.Equal(
        MessageCodes.PictureRaw,
        AssertRefused(() => Picture.Load(_folder.Write("a.jpg", [.. System.Text.Encoding.Latin1.GetBytes(start), .. new byte[300]])), "camera raw").Code);

    [Fact]
    public void Read_SecondExtraSampleIsAlpha_TakesThatOne()
    {
        var path = _folder.Write("a.tif", new TiffBytes().Page(8, 6, [255, 0, 0, 7, 51], (ExtraSamples, [0, 2])).ToArray());

        var read = Picture.Load(path);

        Assert.All(read.Alpha!, a => Assert.Equal(0.2f, a));
        Assert.True(PictureReader.Inspect(path).HasAlpha);
    }

    [Fact]
    public void Read_ExtraSampleOfNoKind_IsNotAlphaAndSaysSo()
    {
        foreach (var more in new (int, int[])[][] { [], [(ExtraSamples, [0])] })
        {
            var path = _folder.Write("a.tif", new TiffBytes().Page(8, 6, [255, 0, 0, 51], more).ToArray());
            List<Message> warnings = [];

            var read = Picture.Load(path, warn: warnings.Add);

            Assert.Null(read.Alpha);
            AssertPixel(read, 3, 3, 0, 1, 0, 0);
            Assert.Equal(MessageCodes.ChannelUnused, Assert.Single(warnings).Code);
            Assert.False(PictureReader.Inspect(path).HasAlpha);
        }
    }

    [Fact]
    public void Read_LabOf8Bits_IsRefusedByItsColours() => AssertRefused(
        () => Picture.Load(_folder.Write("lab.tif", new TiffBytes().Page(8, 6, [100, 0, 0], (262, [8])).ToArray())), "lab.tif", "L*a*b*", "convert it to RGB");

    [Fact]
    public void Read_SignedSamples_SaysWhatTheyAre()
    {
        using var image = Constant(8, 6, Enums.BandFormat.Short, Enums.Interpretation.Srgb, 1, 2, 3);
        AssertRefused(() => Picture.Load(_folder.Write("s.tif", image.TiffsaveBuffer())), "signed integers of 16 bits", "unsigned");
    }

    [Fact]
    public void Of_AnyBytes_NeverFails() => Gen.Byte.Array[0, 80].Sample(bytes =>
    {
        foreach (var start in new byte[][] { [.. "II*\0\u0008\0\0\0"u8], [.. "MM\0*\0\0\0\u0008"u8], [.. "II+\0\u0008\0\0\0\u0010\0\0\0\0\0\0\0"u8] })
        {
            _ = TiffPage.Of(new MemoryStream([.. start, .. bytes]));
        }
    });
}
