using System.Runtime.CompilerServices;
using Atelier.Imaging;
using Atelier.Imaging.Guards;

namespace Atelier.Tests.Imaging.Guards;

/// <summary>The guards on sample pictures as they are, and with defects planted in them.</summary>
public class PictureGuardTests
{
    private static readonly string[] Photographs = ["astronaut", "chelsea", "coffee"];
    private static readonly string[] Paintings = ["harvest", "ink", "mosaic", "night", "pointillist", "sea", "shapes"];

    public static TheoryData<string, string> Pairs =>
        [.. Photographs.SelectMany(photo => Paintings.Select(painting => new TheoryDataRow<string, string>(photo, painting)))];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Check_CleanPictures_FindsNothing(string photo, string painting)
    {
        var (content, style) = (Photograph(photo), Painting(painting));

        Assert.Empty(PictureGuard.Check(content, content, [style]));
        Assert.Empty(PictureGuard.Check(style, style, [content]));
        Assert.Empty(PictureGuard.Check(Mixed(content, style, 0.3f), content, [style]));
    }

    [Theory]
    [InlineData("astronaut", "night")]
    [InlineData("chelsea", "sea")]
    [InlineData("coffee", "ink")]
    [InlineData("coffee", "pointillist")]
    public void Check_PlantedSpots_FindsThem(string photo, string painting)
    {
        var (content, style) = (Photograph(photo), Painting(painting));
        var spotted = Changed(content, (x, y, c, value) => x % 61 is >= 20 and < 23 && y % 47 is >= 20 and < 22 ? (c == 1 ? 0 : 1) : value);

        Assert.Equal(MessageCodes.GuardSpots, Assert.Single(PictureGuard.Check(spotted, content, [style])).Code);
    }

    [Fact]
    public void Check_SpecksTooSmallToSee_AreNoFault()
    {
        var content = Photograph("chelsea");
        var specked = Changed(content, (x, y, c, value) => x % 61 is >= 20 and < 22 && y % 47 is >= 20 and < 22 ? (c == 1 ? 0 : 1) : value);

        Assert.Empty(PictureGuard.Check(specked, content, [Painting("sea")]));
    }

    [Fact]
    public void Check_SpotsThatTheStyleHasToo_AreNoFault()
    {
        var content = Photograph("chelsea");
        Picture Spotted(Picture picture) => Changed(picture, (x, y, c, value) => x % 61 is >= 20 and < 23 && y % 47 is >= 20 and < 22 ? (c == 1 ? 0 : 1) : value);

        Assert.Empty(PictureGuard.Check(Spotted(content), content, [Spotted(Painting("sea"))]));
    }

    [Theory]
    [InlineData("astronaut", "night")]
    [InlineData("chelsea", "sea")]
    [InlineData("coffee", "ink")]
    public void Check_PlantedHaze_FindsIt(string photo, string painting)
    {
        var (content, style) = (Photograph(photo), Painting(painting));

        var raised = PictureGuard.Check(Changed(content, (_, _, _, value) => 0.3f + (0.7f * value)), content, [style]);
        var flat = PictureGuard.Check(Changed(content, (_, _, _, value) => 0.4f + (0.3f * value)), content, [style]);

        Assert.All([raised, flat], found => Assert.Equal(MessageCodes.GuardHaze, Assert.Single(found).Code));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Check_PlantedFrame_FindsIt(string photo, string painting)
    {
        var content = Photograph(photo);
        var (right, bottom) = (content.Width - 1, content.Height - 1);
        var isLight = content.Pixels.Average() > 0.4;
        var framed = Changed(content, (x, y, _, value) => Math.Min(Math.Min(x, y), Math.Min(right - x, bottom - y)) < 4 ? (0.4f * value) + (isLight ? 0 : 0.6f) : value);

        Assert.Contains(PictureGuard.Check(framed, content, [Painting(painting)]), f => f.Code == MessageCodes.GuardBorder);
    }

    [Theory]
    [InlineData("astronaut")]
    [InlineData("chelsea")]
    [InlineData("coffee")]
    public void Check_PlantedRinging_FindsIt(string photo)
    {
        var content = Photograph(photo);
        var rung = Changed(content, (x, y, _, value) => Math.Min(x, y) is < 5 and var d ? Math.Clamp(value + (d % 2 == 0 ? 0.2f : -0.2f), 0, 1) : value);

        Assert.Equal(MessageCodes.GuardBorder, Assert.Single(PictureGuard.Check(rung, content, [Painting("sea")])).Code);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 200)]
    public void Check_TinyPictures_FindsNothing(int width, int height)
    {
        var picture = new Picture(width, height, new float[3 * width * height]);

        Assert.Empty(PictureGuard.Check(picture, picture, [picture]));
    }

    private static Picture Photograph(string name) => Sample($"photos/{name}.jpg");

    private static Picture Painting(string name) => Sample($"paintings/{name}.jpg");

    private static Picture Sample(string path, [CallerFilePath] string here = "") => PictureResizer.ResizeToLongestSide(
        Picture.Load(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "..", "samples", path)), 256);

    private static Picture Mixed(Picture content, Picture style, float share)
    {
        var fitted = PictureResizer.Fit(style, content.Width, content.Height, FitMode.Cover);
        return new Picture(content.Width, content.Height, [.. content.Pixels.Zip(fitted.Pixels, (c, s) => c + (share * (s - c)))]);
    }

    private static Picture Changed(Picture picture, Func<int, int, int, float, float> change) => new(
        picture.Width,
        picture.Height,
        [.. picture.Pixels.Select((value, i) => change(i / 3 % picture.Width, i / 3 / picture.Width, i % 3, value))]);
}
