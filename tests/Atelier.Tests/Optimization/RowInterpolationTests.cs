using Atelier.Imaging.Storage;
using Atelier.Networks.Runtime;
using Atelier.Optimization;
using Atelier.Tests.Networks.Runtime;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Atelier.Tests.Optimization;

/// <summary>Some rows at a time, interpolation is libtorch's.</summary>
public class RowInterpolationTests
{
    [Theory]
    [InlineData(InterpolationMode.Bicubic, 48, 36)]
    [InlineData(InterpolationMode.Bicubic, 53, 31)]
    [InlineData(InterpolationMode.Bicubic, 12, 9)]
    [InlineData(InterpolationMode.Bilinear, 48, 36)]
    [InlineData(InterpolationMode.Bilinear, 31, 77)]
    [InlineData(InterpolationMode.Bilinear, 7, 5)]
    public void Rows_AnyBand_IsThatOfTheWhole(InterpolationMode mode, int height, int width)
    {
        using var scope = NewDisposeScope();
        var image = rand(1, 3, 24, 18, generator: new Generator(5));
        var whole = interpolate(image, size: [height, width], mode: mode, align_corners: false);

        foreach (var rows in new[] { 1, 5, height })
        {
            for (var top = 0; top + rows <= height; top += rows)
            {
                Assert.True(RowInterpolation.Rows(image, height, width, mode, top, rows).allclose(whole.narrow(2, top, rows), 0, 2e-6));
            }
        }
    }

    [Fact]
    public void Enlarging_InAScratchFile_IsThatOfMemory()
    {
        Assert.SkipUnless(TemporaryMappedFile.IsSupported, "Only 64-bit Linux has scratch files.");
        using var folder = new TemporaryFolder();
        var scratch = new TensorScratch(folder.Path);
        using var scope = NewDisposeScope();
        var to = new Scale(700, 900, 1);
        var (image, before, content) = (rand(1, 3, 450, 350), rand(1, 3, 450, 350), rand(1, 3, 900, 700));

        Assert.True(Enlarging.To(image, to, scratch).allclose(Enlarging.To(image, to), 0, 2e-6));
        var expected = Enlarging.WithDetail(image, before, content, to);
        Assert.True(Enlarging.WithDetail(image, before, content, to, inPlace: true).allclose(expected, 0, 4e-6));
        Assert.Equal(4 * 3 * 900 * 700, MappedFiles.BytesIn(folder.Path), tolerance: 4096);
    }
}
