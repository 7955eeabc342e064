using Atelier.Imaging;
using Atelier.Imaging.Colour;
using Atelier.Imaging.Guards;
using Atelier.Imaging.Storage;
using Atelier.Networks;
using NetVips;
using static Atelier.Tests.Imaging.TestPictures;
using static TorchSharp.torch;

namespace Atelier.Tests.Imaging.Storage;

/// <summary>Pictures in files are what they are in memory.</summary>
public sealed class PictureScratchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PictureScratchTests() => Assert.SkipUnless(TemporaryMappedFile.IsSupported, "Only 64-bit Linux has scratch files.");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Pictures_InFiles_AreThoseOfMemory()
    {
        var path = Transparent();
        var inMemory = Everything(path);

        using (new PictureScratch(_folder.Path, smallest: 1))
        {
            var read = Picture.Load(path);
            Assert.True(read.IsInFile);
            Assert.True(read.Alpha!.IsInFile);
            Assert.Equal(["alpha.tif"], _folder.Names()); // files have no names

            var inFiles = Everything(path);

            Assert.All(inFiles.Zip(inMemory), p => Assert.Equal(p.Second.Pixels, p.First.Pixels));
            Assert.All(inFiles.Zip(inMemory), p => Assert.Equal(p.Second.Alpha, p.First.Alpha));
        }

        Assert.False(Picture.Load(path).IsInFile);
    }

    [Fact]
    public void Pictures_OfSeveralMegapixels_LieInFiles()
    {
        using var scratch = new PictureScratch(_folder.Path);

        Assert.True(PixelValues.Empty(2000, 1000, channels: 3).IsInFile);
        Assert.False(PixelValues.Empty(640, 480, channels: 3).IsInFile);
    }

    [Theory]
    [InlineData(PictureFormat.Jpeg, 8)]
    [InlineData(PictureFormat.Png, 16)]
    [InlineData(PictureFormat.Tiff, 8)]
    [InlineData(PictureFormat.Tiff, 16)]
    [InlineData(PictureFormat.WebP, 8)]
    public void Encode_PictureInAFile_GivesTheBytesOfOneInMemory(PictureFormat format, int bitDepth)
    {
        var path = Transparent();
        var options = new PictureWriteOptions { BitDepth = bitDepth, Recipe = "{}" };
        var expected = Picture.Load(path).Encode(format, options);

        using var scratch = new PictureScratch(_folder.Path, smallest: 1);

        Assert.Equal(expected, Picture.Load(path).Encode(format, options));
    }

    [Fact]
    public void Tensors_OfPicturesInFiles_AreTheirs()
    {
        var path = Transparent();
        using var scope = NewDisposeScope();
        var (expected, weights) = (PictureTensors.ToTensor(Picture.Load(path), CPU), PictureTensors.ToWeights(Picture.Load(path), CPU)!);
        using var scratch = new PictureScratch(_folder.Path, smallest: 1);

        var picture = Picture.Load(path);

        Assert.True(PictureTensors.ToTensor(picture, CPU).allclose(expected, 0, 0));
        Assert.True(PictureTensors.ToWeights(picture, CPU)!.allclose(weights, 0, 0));
        Assert.Equal(picture.Pixels, PictureTensors.ToPicture(expected).Pixels);
    }

    [Fact]
    public void Read_TruncatedTiff_IsOneLineAndLeavesNothing()
    {
        var whole = Noise(90, 70).Encode(PictureFormat.Tiff);
        var path = _folder.Write("cut.tif", whole.AsSpan(0, whole.Length / 2));
        using (new PictureScratch(_folder.Path, smallest: 1))
        {
            AssertRefused(() => Picture.Load(path), "cut.tif");
        }

        Assert.Equal(["cut.tif"], _folder.Names());
    }

    [Fact]
    public void Picture_WhoseFolderIsDoneWith_SaysSoWhenLookedAt()
    {
        var path = Transparent();
        Picture picture;
        using (PictureScratch.In(null))
        using (new PictureScratch(_folder.Path, smallest: 1))
        {
            picture = Picture.Load(path);
        }

        Assert.Throws<ObjectDisposedException>(() => picture.Pixels[0]);
    }

    [Fact]
    public void Require_MoreThanTheMemory_SaysWhatWouldHelpBeforeAnythingIsRead()
    {
        var path = Transparent();
        var options = new StylizeOptions { Size = 64, Color = ColorMode.Only, Memory = MemorySize.Parse("0.1MB") };

        var error = Assert.Throws<StylizeException>(() => PictureMemory.Require(options, path, []));

        Assert.Contains("Memory allows 0.1MB", error.Message);
        Assert.Contains("use Scratch FOLDER", error.Message);
        Assert.DoesNotContain('\n', error.Message);
        PictureMemory.Require(options with { Scratch = _folder.Path }, path, []);
        PictureMemory.Require(options with { Memory = new MemorySize(1 << 20) }, path, []);
    }

    // What is done to pictures of a run that are not tensors.
    private static Picture[] Everything(string path)
    {
        var picture = Picture.Load(path);
        var filled = HiddenColors.Fill(picture);
        var enlarged = PictureResizer.Resize(filled, 131, 117);
        var noise = NoisePicture.Create(131, 117, seed: 3);
        Assert.Equal(Findings(), Findings());
        return
        [
            picture,
            filled,
            enlarged,
            PictureResizer.Fit(filled, 40, 50, FitMode.Cover),
            PictureResizer.ResizeToLongestSide(picture.WithAlpha(null), 33),
            ColorTransfer.Match(filled, noise, ColorMatch.Affine),
            ColorTransfer.Match(noise, filled, ColorMatch.Histogram),
            Lightness.Grey(enlarged),
            Lightness.WithColours(noise, enlarged),
            Transparency.OverBlack(picture),
            new Picture(40, 30, Enumerable.Range(0, 3).SelectMany(_ => Mask.Values(picture, 40, 30)).ToArray()),
            Stylizer.Run(
                new StylizePictures(picture, noise) { Regions = [new StyleRegion(Gradient(20, 20), filled)] },
                new StylizeOptions { Size = 70, Color = ColorMode.Only }).Picture,
        ];

        string[] Findings() => [.. PictureGuard.Check(noise, enlarged, [picture]).Select(f => f.ToString())];
    }

    private string Transparent()
    {
        using var colours = Image.NewFromMemory(Noise(97, 83).Pixels.Select(v => (ushort)(v * White16)).ToArray(), 97, 83, 3, Enums.BandFormat.Ushort);
        using var alpha = Image.NewFromMemory(Gradient(97, 83).Pixels.Where((_, i) => i % 3 == 0).Select(v => (ushort)(Math.Max(0, v - 0.3f) * White16)).ToArray(), 97, 83, 1, Enums.BandFormat.Ushort);
        using var both = colours.Bandjoin(alpha).Copy(interpretation: Enums.Interpretation.Rgb16);
        return _folder.Write("alpha.tif", both.TiffsaveBuffer());
    }
}
