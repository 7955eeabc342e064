namespace Atelier.Cli.Tests;

public sealed class WrongUseTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("", "Required command was not provided. Try: atelier --help")]
    [InlineData("paint", "There is no command \"paint\". Try: atelier --help")]
    [InlineData("networks", "Try: atelier networks --help")]
    [InlineData("networks paint", "There is no command \"paint\"")]
    [InlineData("networks pull", "Required argument 'NAME' missing")]
    [InlineData("networks pull vgg11", "There is no network \"vgg11\"")]
    [InlineData("networks import a.pth --network-input rgb", "--network-input: expected bgr255 or rgb01, not \"rgb\"")]
    [InlineData("evaluate a.png", "'--content' is required; Option '--style' is required. Try: atelier evaluate --help")]
    [InlineData("evaluate a.png --content b.png --style c.png --device gpu", "--device: expected auto, cpu, cuda, cuda:N or mps, not \"gpu\"")]
    [InlineData("stylize", "'CONTENT' missing")]
    [InlineData("stylize a.png", "'STYLE' missing")]
    [InlineData("stylize a.png b.png c.png", "'c.png'")]
    [InlineData("stylize a.png b.png --sise 3", "'--sise'")]
    [InlineData("stylize a.png b.png --size", "--size")]
    [InlineData("stylize a.png b.png --size 64 --size 65", "--size")]
    [InlineData("stylize a.png b.png --size large", "--size: expected a number from 16 to 32768, not \"large\". Try: atelier stylize --help")]
    [InlineData("stylize a.png b.png --size -5", "--size must be from 16 to 32768, not -5")]
    [InlineData("stylize a.png b.png --size 0", "not 0")]
    [InlineData("stylize a.png b.png --size 99999999999999", "--size")]
    [InlineData("stylize a.png b.png --style-weight NaN", "--style-weight must be from 0 to")]
    [InlineData("stylize a.png b.png --style-weight -1", "not -1")]
    [InlineData("stylize a.png b.png --time Infinity", "--time")]
    [InlineData("stylize a.png b.png --content-weight 0 --style-weight 0", "nothing would be painted")]
    [InlineData("stylize a.png b.png --style-layers relu1_1,relu1_1", "--style-layers")]
    [InlineData("stylize a.png b.png --optimizer sgd", "--optimizer: expected lbfgs, adam, not \"sgd\"")]
    [InlineData("stylize a.png b.png --color blue", "--color: expected style, luminance, match, only, not \"blue\"")]
    [InlineData("stylize a.png b.png --preset ugly", "--preset: expected balanced, fast, best, gatys, not \"ugly\"")]
    [InlineData("stylize a.png b.png --quality 101", "--quality: expected a number from 1 to 100")]
    [InlineData("stylize a.png b.png --bit-depth 12", "--bit-depth: expected 8 or 16")]
    [InlineData("stylize a.png b.png --bit-depth 16 -o out.jpg", "--bit-depth 16 needs a .png or .tif file, not out.jpg")]
    [InlineData("stylize a.png b.png --json --preview", "--json and --preview contradict each other")]
    public void Words_ThatMakeNoSense_AreOneLineAndCode2(string words, string expected)
    {
        var outcome = CommandProcess.Run(_folder, words.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Contains(expected, outcome.OneLineOfError(2));
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void Faults_OfAllOptions_AreListedAtOnce()
    {
        var line = CommandProcess
            .Run(_folder, "stylize", "a.png", "b.png", "--foo", "--size", "x", "--steps", "-3", "--scales", "99", "--seed", "-1", "--quality", "0")
            .OneLineOfError(2);

        Assert.All(["--foo", "--size", "--steps", "--scales", "--seed", "--quality"], o => Assert.Contains(o, line));
    }

    [Fact]
    public void Input_ThatIsMissing_IsOneLineAndCode1()
    {
        var line = CommandProcess.Run(_folder, "stylize", "nowhere.jpg", "b.png").OneLineOfError(1);

        Assert.Contains("nowhere.jpg", line);
        Assert.Empty(_folder.Files);
    }

    public void Dispose() => _folder.Dispose();
}
