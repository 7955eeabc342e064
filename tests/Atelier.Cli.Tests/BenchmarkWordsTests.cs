using System.Reflection;

namespace Atelier.Cli.Tests;

/// <summary>The words of the programs that measure: help begins no work, and what is wrong is one line.</summary>
public sealed class BenchmarkWordsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Benchmarks", "--help")]
    [InlineData("Benchmarks", "step --help")]
    [InlineData("Benchmarks", "time-to-quality --help")]
    [InlineData("Benchmarks", "memory --help")]
    [InlineData("Benchmarks", "size --help")]
    [InlineData("Benchmarks", "preview --help")]
    [InlineData("Benchmarks", "pooling --help")]
    [InlineData("Load", "--help")]
    public void Help_OfAProgramThatMeasures_IsPrinted(string program, string words)
    {
        var outcome = Run(program, words);

        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.StartsWith("Description:", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Benchmarks", "memory --style-weight 2,5", 2, "--style-weight: expected a number from 0 to 1000000000000 with a point (2.5)")]
    [InlineData("Benchmarks", "size --sizes 512,x", 2, "Expected whole numbers such as 512,1024, not \"x\"")]
    [InlineData("Benchmarks", "preview --content a.png", 2, "--content and --style: expected both, or neither")]
    [InlineData("Benchmarks", "size-step 64 1 sideways", 2, "'sideways'")]
    [InlineData("Benchmarks", "step", 1, "atelier networks pull vgg19")]
    [InlineData("Benchmarks", "memory", 1, "atelier networks pull vgg19")]
    [InlineData("Load", "reeds", 2, "'reeds'")]
    public void Words_ThatAreWrongOrWithoutANetwork_AreOneLine(string program, string words, int code, string expected)
    {
        var outcome = Run(program, words);

        Assert.Equal((code, ""), (outcome.Code, outcome.Output));
        Assert.Contains(expected, Assert.Single(outcome.Error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    private CommandOutcome Run(string program, string words)
    {
        var assembly = typeof(BenchmarkWordsTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == program).Value!;
        return CommandProcess.RunAssembly(Path.GetFullPath(assembly), _folder, words.Split(' '));
    }
}
