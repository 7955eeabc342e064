using System.Text.Json;

namespace Atelier.Cli.Tests;

public sealed class WrongUseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

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
    [InlineData("stylize a.png b.png c.png --style-weights 1,2,3", "--style-weights has 3 weights for 2 style pictures: give one each")]
    [InlineData("stylize a.png b.png c.png --style-weights 1", "--style-weights has 1 weight for 2 style pictures")]
    [InlineData("stylize a.png b.png c.png --style-weights 0,0", "--style-weights: at least one style must weigh more than 0")]
    [InlineData("stylize a.png b.png c.png --style-weights 2,-1", "--style-weights must be from 0 to 1e12 each, not -1")]
    [InlineData("stylize a.png b.png c.png --style-weights 2,NaN", "not NaN")]
    [InlineData("stylize a.png b.png c.png --style-weights 2;1", "--style-weights: expected one number a style, such as 3,1, not \"2;1\"")]
    [InlineData("stylize a.png b.png c.png --match-size layerwise", "--match-size layerwise resizes the picture's feature maps to those of one style")]
    [InlineData("stylize a.png b.png --style-scale 0", "--style-scale must be own or from 0.05 to 20, not 0")]
    [InlineData("stylize a.png b.png --style-scale large", "--style-scale: expected own or a number from 0.05 to 20, not \"large\"")]
    [InlineData("stylize a.png b.png --style-scale 2 --match-size resize", "--style-scale cannot be had with --match-size resize")]
    [InlineData("stylize a.png b.png --style-scale own --style-size 300", "contradict each other")]
    [InlineData("stylize a.png b.png --style-loss mmd", "--style-loss: expected gram, moments, wasserstein, neighbours, not \"mmd\"")]
    [InlineData("stylize a.png b.png --elsewhere keep", "--elsewhere keep needs a --region")]
    [InlineData("stylize a.png b.png --region mask.png", "--region: expected CONTENT_MASK=STYLE[:STYLE_MASK], not \"mask.png\"")]
    [InlineData("stylize a.png b.png --region mask.png=", "--region: expected CONTENT_MASK=STYLE[:STYLE_MASK]")]
    [InlineData("stylize a.png b.png --region mask.png=c.png", "--region: there is no file 'mask.png'")]
    [InlineData("stylize a.png --region mask.png=c.png", "a style picture is needed for what no region covers")]
    [InlineData("stylize a.png b.png --memory 4", "--memory: expected a size such as 4GiB or 600MiB, not \"4\"")]
    [InlineData("stylize a.png b.png --memory lots", "--memory: expected a size such as 4GiB or 600MiB, not \"lots\"")]
    [InlineData("stylize a.png b.png --tile 8", "--tile must be from 32 to 32768, not 8")]
    [InlineData("estimate a.png", "'STYLE' missing for command: 'estimate'")]
    [InlineData("estimate a.png b.png --memory 0GiB", "--memory: expected a size such as 4GiB or 600MiB")]
    [InlineData("stylize a.png b.png --sise 3", "'--sise'")]
    [InlineData("stylize a.png b.png -x", "Unrecognized command or argument '-x'")]
    [InlineData("stylize a.png b.png --size", "--size")]
    [InlineData("stylize a.png b.png --size 64 --size 65", "--size")]
    [InlineData("stylize a.png b.png --size large", "--size: expected a number from 16 to 32768, not \"large\". Try: atelier stylize --help")]
    [InlineData("stylize a.png b.png --size -5", "--size must be from 16 to 32768, not -5")]
    [InlineData("stylize a.png b.png --size 0", "not 0")]
    [InlineData("stylize a.png b.png --size 99999999999999", "--size")]
    [InlineData("stylize a.png b.png --strength 101", "--strength must be from 0 to 100, not 101")]
    [InlineData("stylize a.png b.png --strength half", "--strength: expected a number from 0 to 100, not \"half\"")]
    [InlineData("stylize a.png b.png --strength 50 --color only", "--strength cannot be had with --color only, which paints nothing")]
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
    [InlineData("stylize a.png b.png --metadata all", "--metadata: expected keep, private or none, not \"all\"")]
    [InlineData("stylize a.png b.png --style-weight 2,5", "--style-weight: expected a number from 0 to 1000000000000 with a point (2.5), not \"2,5\"")]
    [InlineData("estimate a.png b.png --tv-weight 0,01", "with a point (0.01), not \"0,01\"")]
    [InlineData("sheet a.png b.png --style-scale 0,5", "--style-scale: expected own or a number from 0.05 to 20 with a point (0.5)")]
    [InlineData("stylize a.png b.png --memory 1,5GiB", "--memory: expected a size such as 4GiB or 600MiB with a point (1.5GiB)")]
    [InlineData("stylize a.png b.png --style-layers relu1_1:2,5", "--style-layers: expected layers such as relu1_1:2.5,relu3_1, each once, weights with a point")]
    [InlineData("stylize a.png b.png --checkpoint c --checkpoint-every 0,5", "--checkpoint-every: expected a number of seconds from 0 to 1e6 with a point (0.5)")]
    [InlineData("studio --megapixels 2,5", "--megapixels: expected a number with a point (2.5), not \"2,5\"")]
    [InlineData("studio --jobs 1.5", "--jobs: expected a whole number, not \"1.5\"")]
    [InlineData("stylize - - -o out.png", "only one file can come from standard input (-)")]
    [InlineData("batch - --style -", "only one file can come from standard input (-)")]
    [InlineData("sheet - a.png -", "only one file can come from standard input (-)")]
    [InlineData("estimate - -", "only one file can come from standard input (-)")]
    [InlineData("evaluate - --content - --style b.png", "only one file can come from standard input (-)")]
    [InlineData("stylize a.png b.png --quiet --preview", "--quiet and --preview contradict each other")]
    public void Words_ThatMakeNoSense_AreOneLineAndCode2(string words, string expected)
    {
        var outcome = CommandCall.Run(_folder, words.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Contains(expected, outcome.OneLineOfError(2));
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void Faults_OfAllOptions_AreListedAtOnce()
    {
        var line = CommandCall
            .Run(_folder, "stylize", "a.png", "b.png", "--foo", "--size", "x", "--steps", "-3", "--scales", "99", "--seed", "-1", "--quality", "0")
            .OneLineOfError(2);

        Assert.All(["--foo", "--size", "--steps", "--scales", "--seed", "--quality"], o => Assert.Contains(o, line));
    }

    [Theory]
    [InlineData("stylize a.png b.png --json --size large", "option-invalid", "size")]
    [InlineData("stylize a.png b.png --json --size large --quality 0", "option-invalid", null)]
    [InlineData("stylize --json", "wrong-use", null)]
    [InlineData("stylize a.png b.png --json --sise 3", "wrong-use", null)]
    [InlineData("stylize a.png b.png --json --size", "option-invalid", null)]
    [InlineData("stylize a.png b.png --json --preview", "option-invalid", "json")]
    [InlineData("stylize --recipe nowhere.json --json", "file-missing", null)]
    [InlineData("batch *.png --style b.png --json", "wrong-use", null)]
    [InlineData("estimate a.png b.png --json --memory lots", "option-invalid", "memory")]
    [InlineData("evaluate a.png --json", "wrong-use", null)]
    [InlineData("evaluate a.png --content b.png --style c.png --json", "file-missing", null)]
    public void WordsWithJson_ThatMakeNoSense_AreAnErrorAsDataToo(string words, string code, string? option)
    {
        var outcome = CommandCall.Run(_folder, words.Split(' '));

        using var error = JsonDocument.Parse(outcome.Output);
        var text = error.RootElement.GetProperty("text").GetString();
        Assert.Equal($"{{\"type\":\"error\",\"code\":\"{code}\",\"option\":{(option is null ? "null" : $"\"{option}\"")}", outcome.Output.Split(",\"text\"")[0]);
        Assert.Equal($"atelier: {text}\n", outcome.Error);
    }

    [Fact]
    public void Input_ThatIsMissing_IsOneLineAndCode1()
    {
        var line = CommandCall.Run(_folder, "stylize", "nowhere.jpg", "b.png").OneLineOfError(1);

        Assert.Contains("nowhere.jpg", line);
        Assert.Empty(_folder.Files);
    }

    public void Dispose() => _folder.Dispose();
}
