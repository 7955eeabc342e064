using Atelier.Imaging;

namespace Atelier.Cli.Tests.Sheets;

public sealed class SheetCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SheetCommandTests()
    {
        TinyInputs.Waves(64, 48, 0.2).Save(_folder.File("my photo.png"));
        TinyInputs.Waves(48, 64, 0.7).Save(_folder.File("a.png"));
        TinyInputs.Waves(64, 64, 0.9).Save(_folder.File("b.png"));
        TinyNetworkFile.Write(_folder.File("tiny.safetensors"));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Sheet_OfTwoStyles_HasARowForEachAndPrintsCommandsThatWork()
    {
        var outcome = CommandCall.Run(
            _folder, "sheet", "my photo.png", "a.png", "b.png", "-o", "s.png", "--cell", "64", "--steps", "2", "--network", "tiny.safetensors", "--across", "style-weight=2,200");

        Assert.Equal(0, outcome.Code);
        var lines = outcome.Output.TrimEnd('\n').Split('\n');
        Assert.Equal(
            "A1  atelier stylize 'my photo.png' a.png --steps 2 --network tiny.safetensors --style-weight 2 --size 1024 -o 'my photo-a-A1.png'",
            lines[0]);
        Assert.Equal(["A1", "A2", "B1", "B2"], lines.Select(l => l[..2]));
        Assert.Contains("cell 4/4: B2, b.png --style-weight 200", outcome.Error);
        Assert.Equal(12 + (2 * (64 + 12)), PictureReader.Inspect(_folder.File("s.png")).Width);

        Assert.Equal(0, CommandCall.Run(_folder, [.. lines[0][12..].Replace("'my photo.png'", "my|photo.png").Split(' ')[..^5].Select(w => w.Replace('|', ' ')), "--size", "64"]).Code);
    }

    [Fact]
    public void Sheet_Down_AddsRowsWithinAStyle()
    {
        var outcome = CommandCall.Run(
            _folder, "sheet", "my photo.png", "a.png", "--cell", "64", "--steps", "1", "--network", "tiny.safetensors", "--down", "optimizer=lbfgs,adam", "-q");

        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.Contains("B3  ", outcome.Output);
        Assert.Contains("B4  ", outcome.Output);
        Assert.Contains("--strength 75 --optimizer adam", outcome.Output);
        Assert.Contains("sheet.png", _folder.Files);
    }

    [Theory]
    [InlineData("--content-weight 2", "--content-weight 2 --steps 1 --network tiny.safetensors --style-weight 100")]
    [InlineData("--color only", "--color only --steps 1 --network tiny.safetensors --color-match histogram")]
    public void Sheet_WhereAStrengthWouldDoNothing_VariesSomethingElse(string given, string expected)
    {
        var outcome = CommandCall.Run(
            _folder, ["sheet", "my photo.png", "a.png", "b.png", "--cell", "64", "--steps", "1", "--network", "tiny.safetensors", "-q", .. given.Split(' ')]);

        Assert.Equal(0, outcome.Code);
        Assert.Contains(expected, outcome.Output);
        Assert.DoesNotContain("--strength", outcome.Output);
    }

    [Theory]
    [InlineData("sheet a.png b.png --across strength=20,80 --style-weight 5", "strength and weights contradict each other")]
    [InlineData("sheet a.png b.png --across strength=20,80 --down content-weight=1,2", "strength and weights contradict each other")]
    [InlineData("sheet a.png b.png --across style-weight=2,8 --strength 5", "strength and weights contradict each other")]
    [InlineData("sheet a.png b.png --across strength=20,80 --color only", "--strength cannot be had with --color only")]
    [InlineData("sheet a.png", "'STYLE'")]
    [InlineData("sheet a.png b.png --cell 5", "--cell: expected a number from 64 to 1024, not \"5\"")]
    [InlineData("sheet a.png b.png --across stroke=1", "--across: expected OPTION=VALUE,...")]
    [InlineData("sheet a.png b.png --across style-weight=-1,x", "--style-weight must be from 0 to 1000000000000, not -1; --style-weight: expected a number")]
    [InlineData("sheet a.png b.png --across seed=1 --down seed=2", "the same option")]
    [InlineData("sheet a.png b.png --preset ugly", "--preset: expected")]
    public void Words_ThatMakeNoSense_AreOneLineAndCode2(string words, string expected) =>
        Assert.Contains(expected, CommandCall.Run(_folder, words.Split(' ')).OneLineOfError(2));

    [Fact]
    public void Output_ThatIsAnInput_IsRefused() =>
        Assert.Contains("is the input", CommandCall.Run(_folder, "sheet", "my photo.png", "a.png", "-o", "a.png").OneLineOfError(1));
}
