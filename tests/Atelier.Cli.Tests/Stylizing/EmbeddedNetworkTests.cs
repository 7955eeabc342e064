using Atelier.Imaging;

namespace Atelier.Cli.Tests.Stylizing;

/// <summary>A whole run where no network was ever installed.</summary>
public sealed class EmbeddedNetworkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public EmbeddedNetworkTests() => SyntheticRun.Picture(32, 24).Save(_folder.File("good.png"));

    [Fact]
    public void Stylize_InAnEmptyHome_PaintsWithTheEmbeddedNetworkAndSaysSo()
    {
        var outcome = CommandCall.Run(_folder, "stylize", "good.png", "good.png", "-o", "out.png", "--size", "32", "--steps", "2");

        Assert.Equal(0, outcome.Code);
        Assert.Equal(
            "No VGG-19 is installed: painting with the embedded network 'compact'; 'atelier networks pull vgg19' (80 MB) gets the finer one.",
            Assert.Single(outcome.Error.Split('\n'), line => line.Contains("VGG-19", StringComparison.Ordinal)));
        Assert.Contains("; compact on ", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(32, PictureReader.Inspect(_folder.File("out.png")).Width);
    }

    [Fact]
    public void Stylize_WithCompactNamed_SaysNothingOfOthers()
    {
        var outcome = CommandCall.Run(_folder, "stylize", "good.png", "good.png", "-o", "out.png", "--size", "32", "--steps", "2", "--network", "compact");

        Assert.Equal(0, outcome.Code);
        Assert.DoesNotContain("VGG-19", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Stylize_LayerWithoutATap_IsOneLineThatListsTheTaps()
    {
        var outcome = CommandCall.Run(
            _folder, "stylize", "good.png", "good.png", "-o", "out.png", "--size", "32", "--network", "compact", "--style-layers", "relu3_3");

        Assert.Equal(2, outcome.Code);
        Assert.Contains("relu3_3: it has relu1_1, relu2_1, relu3_1, relu4_1, relu4_2, relu5_1", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("out.png", _folder.Files);
    }

    [Fact]
    public void Stylize_WithAVgg19Installed_PaintsWithItAfterADraft()
    {
        InstallVgg19();

        var outcome = CommandCall.Run(_folder, "stylize", "good.png", "good.png", "-o", "out.png", "--size", "32", "--steps", "2");

        Assert.Equal(0, outcome.Code);
        Assert.Contains("; vgg19 after a draft by compact on ", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("No VGG-19", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--network", "vgg19")]
    [InlineData("--draft", "none")]
    public void Stylize_WithAVgg19Named_PaintsWithItAlone(string option, string value)
    {
        InstallVgg19();

        var outcome = CommandCall.Run(_folder, "stylize", "good.png", "good.png", "-o", "out.png", "--size", "32", "--steps", "2", option, value);

        Assert.Equal(0, outcome.Code);
        Assert.Contains("; vgg19 on ", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("compact", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_OfAPictureMadeByCompact_IsJudgedByVgg19()
    {
        InstallVgg19();
        CommandCall.Run(_folder, "stylize", "good.png", "good.png", "-o", "out.png", "--size", "32", "--steps", "2", "--network", "compact");

        var outcome = CommandCall.Run(_folder, "evaluate", "out.png", "--content", "good.png", "--style", "good.png", "--network", "vgg19");

        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.Contains("32×24, vgg19", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_WithCompactNamed_Judges() =>
        Assert.Contains(
            "32×24, compact",
            CommandCall.Run(_folder, "evaluate", "good.png", "--content", "good.png", "--style", "good.png", "--network", "compact").Output,
            StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();

    // Its layers with few channels each.
    private void InstallVgg19()
    {
        Directory.CreateDirectory(_folder.File("home/networks"));
        TinyNetworkFile.Write(_folder.File("home/networks/vgg19.safetensors"));
    }
}
