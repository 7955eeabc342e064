using Atelier.Cli.Stylizing;

namespace Atelier.Cli.Tests.Stylizing;

public class RegionWordTests
{
    [Theory]
    [InlineData("sky.png=night.jpg", "sky.png|night.jpg", "sky.png", "night.jpg", null)]
    [InlineData("sky.png=night.jpg:moon.png", "sky.png|night.jpg|moon.png", "sky.png", "night.jpg", "moon.png")]
    [InlineData("a=b.png=c=d.jpg", "a=b.png|c=d.jpg", "a=b.png", "c=d.jpg", null)]
    [InlineData("a:b.png=c:d.jpg:e:f.png", "a:b.png|c:d.jpg|e:f.png", "a:b.png", "c:d.jpg", "e:f.png")]
    [InlineData("sky.png=c:d.jpg", "sky.png|c:d.jpg", "sky.png", "c:d.jpg", null)]
    [InlineData(@"C:\sky.png=D:\night.jpg", @"C:\sky.png|D:\night.jpg", @"C:\sky.png", @"D:\night.jpg", null)]
    [InlineData(@"C:\sky.png=D:\night.jpg:E:\moon.png", @"C:\sky.png|D:\night.jpg|E:\moon.png", @"C:\sky.png", @"D:\night.jpg", @"E:\moon.png")]
    [InlineData("C:/sky.png=D:/night.jpg:moon.png", "C:/sky.png|D:/night.jpg|moon.png", "C:/sky.png", "D:/night.jpg", "moon.png")]
    public void Read_OfFilesThatAreThere_FindsThem(string text, string there, string mask, string style, string? styleMask)
    {
        List<Message> faults = [];

        Assert.Equal((mask, style, styleMask), RegionWord.Read(text, faults, there.Split('|').Contains));
        Assert.Empty(faults);
    }

    [Theory]
    [InlineData("sky.png", "sky.png", "expected CONTENT_MASK=STYLE[:STYLE_MASK], not \"sky.png\"")]
    [InlineData("=night.jpg", "night.jpg", "expected CONTENT_MASK=STYLE[:STYLE_MASK]")]
    [InlineData("sky.png=night.jpg", "sky.png", "no file 'night.jpg'")]
    [InlineData("sky.png=night.jpg", "night.jpg", "no file 'sky.png'")]
    [InlineData("sky.png=night.jpg:moon.png", "sky.png|night.jpg", "no file 'moon.png'")]
    [InlineData(@"C:\sky.png=D:\night.jpg", @"C:\sky.png", @"no file 'D:\night.jpg'")]
    [InlineData("a=b=c", "a|b=c|a=b|c", "several ways, as mask 'a', style 'b=c' or as mask 'a=b', style 'c'")]
    public void Read_OfWhatCannotBeMeant_SaysWhy(string text, string there, string expected)
    {
        List<Message> faults = [];

        Assert.Null(RegionWord.Read(text, faults, there.Split('|').Contains));
        Assert.Contains(expected, Assert.Single(faults).ToString());
    }
}
