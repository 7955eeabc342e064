using System.Text.Json;

namespace Atelier.Cli.Tests.Evaluating;

/// <summary>Several styles, on a tiny network.</summary>
public sealed class EvaluateCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public EvaluateCommandTests()
    {
        Directory.CreateDirectory(_folder.File("styles"));
        Write("photo.png", 0.2);
        Write("styles/night.png", 0.7);
        Write("styles/sea.png", 0.9);
        TinyNetworkFile.Write(_folder.File("tiny.safetensors"));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Evaluate_SeveralStyles_JudgesTheirMixture()
    {
        var night = Style("--style", "styles/night.png");
        var sea = Style("--style", "styles/sea.png");
        var both = Style("--style", "styles/night.png", "--style", "styles/sea.png");

        Assert.NotEqual(night, both);
        Assert.NotEqual(sea, both);
        Assert.Equal(night, Style("--style", "styles/night.png", "--style", "styles/sea.png", "--style-weights", "2,0"));
        Assert.Equal(both, Style("--style", "styles"));
        Assert.Equal(Style("--style", "styles", "--style", "styles/sea.png"), Style("--style", "styles/night.png", "--style", "styles/sea.png", "--style-weights", "1,3"), tolerance: 1e-6);
    }

    [Theory]
    [InlineData("--style-weights has 1 weight for 2 style pictures", "1")]
    [InlineData("--style-weights: expected one number a style, such as 3,1, not \"a,b\"", "a,b")]
    [InlineData("--style-weights", "-1,2")]
    [InlineData("--style-weights", "0,0")]
    public void Evaluate_WrongWeights_IsOneLine(string named, string weights) =>
        Assert.Contains(named, Evaluate("--style", "styles/night.png", "--style", "styles/sea.png", "--style-weights", weights).OneLineOfError(2), StringComparison.Ordinal);

    private double Style(params string[] words)
    {
        using var json = JsonDocument.Parse(Evaluate([.. words, "--json"]).Output);
        return json.RootElement.GetProperty("style").GetProperty("relu3_1").GetDouble();
    }

    private CommandOutcome Evaluate(params string[] words) =>
        CommandCall.Run(_folder, ["evaluate", "photo.png", "--content", "photo.png", "--network", "tiny.safetensors", .. words]);

    private void Write(string name, double frequency) => TinyInputs.Waves(64, 48, frequency).Save(_folder.File(name));
}
