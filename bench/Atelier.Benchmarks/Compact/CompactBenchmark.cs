using System.CommandLine;
using Atelier.Networks;
using Atelier.Optimization;

namespace Atelier.Benchmarks.Compact;

/// <summary>The figures of the embedded network: what it reaches, what a step costs, how long a run takes.</summary>
internal static class CompactBenchmark
{
    private const string Quality = "quality";
    private const string Step = "step";
    private const string Runs = "runs";

    /// <summary>The command, ready to be added.</summary>
    public static Command Build()
    {
        var pictures = new Argument<string[]>("PICTURES")
        {
            Description = "a folder with content-* and style-* pictures, or content and style pictures in turn (default: six pairs that it was not trained on, of the folder images of ATELIER_SHARED or of 'shared' beside the clone and of the samples)",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var only = new Option<string[]>("--only") { Description = "parts: quality, step, runs (default: all)", AllowMultipleArgumentsPerToken = true };
        only.AcceptOnlyFromAmong(Quality, Step, Runs);
        var size = new Option<int>("--size") { Description = "quality: longest side of both pictures", DefaultValueFactory = _ => 384 };
        var steps = new Option<StepSchedule?>("--steps")
        {
            Description = "quality: steps of both networks (default: those of balanced)",
            CustomParser = r => Read(r.Tokens[0].Value, r.AddError),
        };
        var network = new Option<string>("--network") { Description = "the weights file of another student", DefaultValueFactory = _ => "compact" };
        var cache = new Option<string>("--cache")
        {
            Description = "quality: where VGG-19's pictures are kept for the next time",
            DefaultValueFactory = _ => Path.Combine(Path.GetTempPath(), "atelier-compact-benchmark"),
        };
        var save = new Option<string?>("--save") { Description = "a folder for the student's pictures (default: beside the kept ones, or nowhere for runs)" };

        var command = new Command("compact", "The embedded network against VGG-19: quality, a step, whole runs.") { pictures, only, size, steps, network, cache, save };
        command.SetAction(Measure);
        return command;

        void Measure(ParseResult parsed)
        {
            var pairs = PicturePair.Find(parsed.GetValue(pictures)!);
            var student = parsed.GetValue(network)!;
            var parts = parsed.GetValue(only) is { Length: > 0 } some ? some : [Quality, Step, Runs];
            if (parts.Contains(Quality) || parts.Contains(Step))
            {
                _ = InstalledVgg.Path();
            }

            if (parts.Contains(Quality))
            {
                var options = new StylizeOptions { Size = parsed.GetValue(size), Steps = parsed.GetValue(steps) ?? new StylizeOptions().Steps, Draft = DraftChoice.None };
                CompactQuality.Measure(pairs, options, student, parsed.GetValue(cache)!, parsed.GetValue(save));
            }

            if (parts.Contains(Step))
            {
                CompactSteps.Measure(student);
            }

            if (parts.Contains(Runs))
            {
                CompactRuns.Measure(pairs[0], student, parsed.GetValue(save));
            }
        }
    }

    /// <summary>Reads the steps of each scale, and says what is wrong with them.</summary>
    public static StepSchedule? Read(string text, Action<string> fault)
    {
        if (StepSchedule.TryParse(text, null, out var steps))
        {
            return steps;
        }

        fault("--steps: expected a number of steps, or one a scale such as 300,200,100");
        return null;
    }
}
