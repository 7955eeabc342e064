using Atelier.Imaging;
using static Atelier.Tests.Imaging.TestPictures;

namespace Atelier.Tests.Imaging;

public class PictureSizeTests
{
    [Theory]
    [InlineData(16, 16)]
    [InlineData(512, 16)]
    public void RequireUsable_LargeEnough_Passes(int width, int height) => PictureSize.RequireUsable(width, height, $"the picture");

    [Theory]
    [InlineData(1, 1)]
    [InlineData(64, 8)]
    [InlineData(20000, 3)]
    public void RequireUsable_TooSmall_SaysWhatWouldWork(int width, int height) =>
        AssertRefused(() => PictureSize.RequireUsable(width, height, $"the style 'a.png'"), "the style 'a.png'", $"{width}×{height}", "16", "give a larger picture");

    [Theory]
    [InlineData(20000, 3, 512, "512×1", "crop it")]
    [InlineData(1000, 20, 512, "512×10", "use a size of at least 800")]
    public void RequireUsable_TooNarrowOnceResized_SaysWhatWouldWork(int width, int height, int size, string resized, string remedy) =>
        AssertRefused(() => PictureSize.RequireUsable(width, height, size, $"'a.png'"), "'a.png'", resized, remedy);

    [Fact]
    public void RequireUsable_AtTheAdvisedSize_Passes() => PictureSize.RequireUsable(1000, 20, 800, $"the picture");
}
