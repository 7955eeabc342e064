using Atelier.Imaging;

namespace Atelier.Cli.Tests.Stylizing;

/// <summary>A whole run where no network was ever installed.</summary>
public sealed class EmbeddedNetworkTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public EmbeddedNetworkTests() => PictureWriter.Write(SyntheticRun.Picture(32, 24), _folder.File("good.png"));

    [Fact]
    public void Stylize_InAnEmptyHome_PaintsWithTheEmbeddedNetworkAndSaysSo()
    {
        var outcome = CommandProcess.Run(_folder, "stylize", "good.png", "good.png", "-o", "out.png", "--size", "32", "--steps", "2");

        Assert.Equal(0, outcome.Code);
        Assert.StartsWith("No VGG-19 is installed: painting with the embedded network 'compact';", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("; compact on ", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(32, PictureReader.Inspect(_folder.File("out.png")).Width);
    }

    [Fact]
    public void Stylize_WithCompactNamed_SaysNothingOfOthers()
    {
        var outcome = CommandProcess.Run(_folder, "stylize", "good.png", "good.png", "-o", "out.png", "--size", "32", "--steps", "2", "--network", "compact");

        Assert.Equal(0, outcome.Code);
        Assert.DoesNotContain("VGG-19", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Stylize_LayerWithoutATap_IsOneLineThatListsTheTaps()
    {
        var outcome = CommandProcess.Run(
            _folder, "stylize", "good.png", "good.png", "-o", "out.png", "--size", "32", "--network", "compact", "--style-layers", "relu3_3");

        Assert.NotEqual(0, outcome.Code);
        Assert.Contains("relu3_3: it has relu1_1, relu2_1", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("out.png", _folder.Files);
    }

    [Fact]
    public void Evaluate_WithCompactNamed_Judges() =>
        Assert.Contains(
            "32×24, compact",
            CommandProcess.Run(_folder, "evaluate", "good.png", "--content", "good.png", "--style", "good.png", "--network", "compact").Output,
            StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();
}
