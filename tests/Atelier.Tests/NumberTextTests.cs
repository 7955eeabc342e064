using Atelier.Networks;

namespace Atelier.Tests;

public class NumberTextTests
{
    [Theory]
    [InlineData("2,5", " with a point (2.5)")]
    [InlineData("1,5GiB", " with a point (1.5GiB)")]
    [InlineData("1,000,000", " without commas (1000000)")]
    [InlineData("1,000.5", " without commas (1000.5)")]
    [InlineData("2.5", "")]
    [InlineData("many", "")]
    [InlineData(null, "")]
    public void Advice_OfAText_SaysHowItsNumberIsWritten(string? text, string expected) => Assert.Equal(expected, NumberText.Advice(text));

    public static TheoryData<string> RealOptions => [.. StylizeOption.All.Where(o => o.IsReal).Select(o => o.Name)];

    [Theory]
    [MemberData(nameof(RealOptions))]
    public void Comma_InANumber_IsRefusedAndTheNumberIsSaid(string name)
    {
        var option = StylizeOption.All.Single(o => o.Name == name);

        Assert.Contains("with a point (0.5)", Assert.Throws<FormatException>(() => option.With(new StylizeOptions(), "0,5")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("style-scale", "0,5", "with a point (0.5)")]
    [InlineData("memory", "1,5GiB", "with a point (1.5GiB)")]
    [InlineData("style-layers", "relu1_1:2,5", "weights with a point")]
    [InlineData("content-layers", "relu4_2:0,25", "weights with a point")]
    public void Comma_InANumberWithinAValue_IsRefused(string name, string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => StylizeOption.All.Single(o => o.Name == name).With(new StylizeOptions(), text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Comma_InALayersWeight_IsNoLayer() => Assert.False(LayerWeights.TryParse("relu1_1:2,5", null, out _));

    [Theory]
    [InlineData("steps", "100,80")]
    [InlineData("style-weights", "3,1")]
    [InlineData("style-layers", "relu1_1:2.5,relu2_1")]
    public void Comma_InAList_StaysOne(string name, string text)
    {
        var option = StylizeOption.All.Single(o => o.Name == name);

        Assert.Equal(text, option.TextIn(option.With(new StylizeOptions(), text)));
    }
}
