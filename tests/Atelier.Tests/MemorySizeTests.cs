namespace Atelier.Tests;

public class MemorySizeTests
{
    [Theory]
    [InlineData("4GiB", 4L << 30, "4GiB")]
    [InlineData("1.5 GiB", 3L << 29, "1.5GiB")]
    [InlineData("600mb", 600_000_000, "0.6GB")]
    [InlineData("2048MiB", 2L << 30, "2GiB")]
    [InlineData("300KiB", 300 << 10, "300KiB")]
    public void Parse_SizeWithUnit_IsItsBytes(string text, long bytes, string again)
    {
        var size = MemorySize.Parse(text);

        Assert.Equal(bytes, size.Bytes);
        Assert.Equal(again, size.ToString());
        Assert.Equal(size, MemorySize.Parse(size.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("4")]
    [InlineData("GiB")]
    [InlineData("-1GiB")]
    [InlineData("0GiB")]
    [InlineData("4 gigabytes")]
    [InlineData("1e3MiB")]
    [InlineData("9999999TiB")]
    [InlineData("4,5GiB")]
    public void TryParse_NoSize_IsRefused(string text)
    {
        Assert.False(MemorySize.TryParse(text, null, out _));
        Assert.Contains("4GiB", Assert.Throws<FormatException>(() => MemorySize.Parse(text)).Message);
    }
}
