using System.Text;
using Atelier.Imaging;
using NetVips;
using static Atelier.Tests.Imaging.TestPictures;

namespace Atelier.Tests.Imaging;

public sealed class SrgbConversionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_DisplayP3Profile_IsConvertedToSrgb()
    {
        // sRGB (200, 80, 40) written in Display P3 has other numbers, and must come back as it was.
        using var p3 = Constant(16, 16, Enums.BandFormat.Uchar, Enums.Interpretation.Srgb, 200, 80, 40)
            .IccTransform("p3", inputProfile: "srgb", intent: Enums.Intent.Relative, depth: 16);
        Assert.NotInRange(p3.Getpoint(0, 0)[0] / White16, 0.77, 0.80);

        var read = Picture.Load(_folder.Write("p3.png", p3.PngsaveBuffer()), warn: m => Assert.Fail(m.ToString()));

        AssertPixel(read, 3, 3, 0.003f, 200 / 255f, 80 / 255f, 40 / 255f);
    }

    [Fact]
    public void Read_DisplayP3ProfileWithAlpha_ConvertsColoursOnly()
    {
        using var p3 = Constant(16, 16, Enums.BandFormat.Uchar, Enums.Interpretation.Srgb, 200, 80, 40)
            .IccTransform("p3", inputProfile: "srgb", intent: Enums.Intent.Relative, depth: 16)
            .Bandjoin(13107);
        var read = Picture.Load(_folder.Write("p3.png", p3.PngsaveBuffer()));
        AssertPixel(read, 3, 3, 0.003f, 200 / 255f, 80 / 255f, 40 / 255f);
        Assert.All(read.Alpha!, a => Assert.Equal(0.2f, a));
    }

    [Fact]
    public void Read_CmykWithAndWithoutProfile_IsConvertedToSrgb()
    {
        using var cmyk = Constant(16, 16, Enums.BandFormat.Uchar, Enums.Interpretation.Srgb, 180, 120, 100)
            .IccTransform("cmyk", inputProfile: "srgb", intent: Enums.Intent.Relative);
        foreach (var keep in new[] { Enums.ForeignKeep.All, Enums.ForeignKeep.None })
        {
            foreach (var path in new[] { _folder.Write("c.jpg", cmyk.JpegsaveBuffer(q: 100, keep: keep)), _folder.Write("c.tif", cmyk.TiffsaveBuffer(keep: keep)) })
            {
                var read = Picture.Load(path, warn: m => Assert.Fail(m.ToString()));
                AssertPixel(read, 3, 3, 0.06f, 180 / 255f, 120 / 255f, 100 / 255f);
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_GreyProfile_IsConvertedToSrgb(bool is16Bit)
    {
        // A grey profile of gamma 1: its 0.2140 is sRGB's 0.5.
        using var grey = is16Bit
            ? Constant(16, 16, Enums.BandFormat.Ushort, Enums.Interpretation.Grey16, 0.2140 * White16)
            : Constant(16, 16, Enums.BandFormat.Uchar, Enums.Interpretation.Bw, 55);
        using var tagged = grey.Mutate(image => image.Set(GValue.BlobType, "icc-profile-data", GreyProfile.Linear()));
        var path = _folder.Write("grey.tif", tagged.TiffsaveBuffer());

        AssertPixel(Picture.Load(path, warn: m => Assert.Fail(m.ToString())), 3, 3, 0.005f, 0.5f, 0.5f, 0.5f);
    }

    [Theory]
    [InlineData("acsp", "abcd")]
    [InlineData("RGB ", "CMYK")]
    public void Read_UnusableProfile_WarnsAndReadsSrgb(string text, string replacement)
    {
        using var image = Constant(16, 16, Enums.BandFormat.Uchar, Enums.Interpretation.Srgb, 255, 51, 0)
            .Mutate(i => i.Set(GValue.BlobType, "icc-profile-data", Image.ProfileLoad("p3")));

        // libvips writes no broken profile, so the good one is broken in the file: its signature, or the kind of colour it is for.
        foreach (var file in new[] { image.TiffsaveBuffer(), image.JpegsaveBuffer(q: 100, subsampleMode: Enums.ForeignSubsample.Off) })
        {
            Encoding.ASCII.GetBytes(replacement).CopyTo(file, file.AsSpan().IndexOf(Encoding.ASCII.GetBytes(text)));
            var lines = new List<string>();

            var read = Picture.Load(_folder.Write("broken.tif", file), warn: m => lines.Add(m.ToString()));

            AssertPixel(read, 3, 3, 0.01f, 1, 0.2f, 0);
            Assert.Contains("profile", Assert.Single(lines), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Read_LabTiff_IsRefused()
    {
        using var lab = Constant(16, 16, Enums.BandFormat.Uchar, Enums.Interpretation.Srgb, 255, 51, 0).Colourspace(Enums.Interpretation.Lab);
        var path = _folder.Write("lab.tif", lab.TiffsaveBuffer());
        AssertRefused(() => Picture.Load(path), "lab.tif", "expected");
    }
}
