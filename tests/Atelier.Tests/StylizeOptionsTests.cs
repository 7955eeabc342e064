using Atelier.Imaging;
using Atelier.Networks;
using Atelier.Optimization;

namespace Atelier.Tests;

public class StylizeOptionsTests
{
    [Fact]
    public void Validate_SeveralFaults_ListsThemAll()
    {
        var options = new StylizeOptions
        {
            Size = 3,
            ContentWeight = double.NaN,
            StyleWeight = -1,
            StyleLayers = LayerWeights.Parse("relu1_1:-2,relu2_1"),
            Steps = StepSchedule.Parse("-5"),
        };

        var error = Assert.Throws<OptionsException>(options.Validate);

        Assert.Equal(5, error.Faults.Count);
        Assert.DoesNotContain('\n', error.Message);
        Assert.All(["Size must", "ContentWeight must", "StyleWeight must", "StyleLayers: the weight of relu1_1", "Steps must"], text => Assert.Contains(text, error.Message, StringComparison.Ordinal));
        Assert.Equal(["size", "content-weight", "style-weight", "style-layers", "steps"], error.Faults.Select(f => f.Option));
        Assert.All(error.Faults, f => Assert.Equal(MessageCodes.OptionInvalid, f.Code));
    }

    [Fact]
    public void Validate_NullOrUndefinedValue_IsAFaultOfItsOption()
    {
        var options = new StylizeOptions { Steps = null!, StyleLayers = null!, Device = null!, Init = null!, Optimizer = (OptimizerKind)99, Network = null, StyleWeights = null };

        var error = Assert.Throws<OptionsException>(options.Validate);

        Assert.Equal(["init", "style-layers", "optimizer", "steps", "device"], error.Faults.Select(f => f.Option));
    }

    [Theory]
    [InlineData(StylizePreset.Balanced)]
    [InlineData(StylizePreset.Fast)]
    [InlineData(StylizePreset.Best)]
    [InlineData(StylizePreset.Gatys)]
    public void Validate_EveryPreset_HasNoFault(StylizePreset preset) => StylizeOptions.For(preset).Validate();

    [Fact]
    public void With_TextOfEveryOption_GivesTheSameOptionsBack()
    {
        var options = StylizeOptions.For(StylizePreset.Gatys) with { StyleSize = 300, StyleWeights = new(3, 1), StyleScale = StyleScale.Own, Strength = 40, Scales = 3, Continue = new PaintedFile("preview.png"), Until = 0.5, Time = TimeSpan.FromSeconds(10), Network = "vgg19", NetworkInput = InputConventionName.Rgb01, Memory = new(5L << 29), Tile = 512, Scratch = "/var/tmp" };
        var copy = new StylizeOptions();
        foreach (var option in StylizeOption.All)
        {
            copy = option.With(copy, option.TextIn(options)!);
        }

        Assert.Equal(options, copy);
    }

    [Theory]
    [InlineData("200", 3, new[] { 200, 200, 200 })]
    [InlineData("300,100", 4, new[] { 300, 100, 100, 100 })]
    [InlineData("300,200,100", 2, new[] { 300, 200 })]
    public void StepSchedule_AnyNumberOfScales_FirstNumberIsTheCoarsest(string text, int scales, int[] expected) =>
        Assert.Equal(expected, Enumerable.Range(0, scales).Select(s => StepSchedule.Parse(text).For(s)));
}
