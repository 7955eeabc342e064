using System.CommandLine;
using System.Globalization;

namespace Atelier.Benchmarks;

/// <summary>An optimisation step of VGG-19 to relu5_1 at 512×512, in several ways, in turns.</summary>
internal static class StepBenchmark
{
    private const int Rounds = 3;

    private static readonly string[] Variants = ["plain", "float32", "bfloat16", "bare-float32", "bare-bfloat16"];

    /// <summary>The command, ready to be added.</summary>
    public static Command Build()
    {
        var way = new Argument<string?>("WAY") { Description = "measure one way alone and print its milliseconds", Arity = ArgumentArity.ZeroOrOne };
        way.AcceptOnlyFromAmong(Variants);
        var network = new Argument<string?>("NETWORK")
        {
            Description = "for float32 and bfloat16 alone, the network's name or file (default: the installed VGG-19)",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("step", "A step of VGG-19 at 512×512 against the plain one, and against its bare convolutions.") { way, network };
        command.SetAction(words => words.GetValue(way) is { } one ? StepVariants.Measure(one, words.GetValue(network)) : Run());
        return command;
    }

    /// <summary>The milliseconds of a variant, measured in a process of its own.</summary>
    /// <param name="words">The variant, and the network where it is not VGG-19.</param>
    public static double Measure(params string[] words) =>
        double.Parse(ChildProcess.Run(["step", .. words]), CultureInfo.InvariantCulture);

    // Prints the medians and their ratios.
    private static int Run()
    {
        _ = InstalledVgg.Path(); // before a process is started that would not find it
        var times = Variants.ToDictionary(v => v, _ => new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var variant in Variants)
            {
                times[variant].Add(Measure(variant));
                Console.Error.WriteLine($"round {round + 1} of {Rounds}: {variant} {times[variant][^1]:F0} ms");
            }
        }

        double Median(string variant) => times[variant].Order().ElementAt(Rounds / 2);
        Console.WriteLine($"A step of VGG-19 to relu5_1 at 512×512, median of {Rounds} rounds:");
        Console.WriteLine($"  plain (float32, NCHW)      {Median("plain"),6:F0} ms");
        Console.WriteLine($"  ours, float32              {Median("float32"),6:F0} ms   {Median("plain") / Median("float32"):F2} times faster");
        Console.WriteLine($"  ours, bfloat16             {Median("bfloat16"),6:F0} ms   {Median("plain") / Median("bfloat16"):F2} times faster");
        Console.WriteLine($"  share of bare convolutions: float32 {Median("bare-float32") / Median("float32"):F2}, bfloat16 {Median("bare-bfloat16") / Median("bfloat16"):F2}");
        return 0;
    }
}
