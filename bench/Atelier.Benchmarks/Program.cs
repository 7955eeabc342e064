using Atelier.Benchmarks;
using Atelier.Benchmarks.Compact;
using BenchmarkDotNet.Running;

return args switch
{
    ["step"] => StepBenchmark.Run(),
    ["step", var variant] => StepVariants.Measure(variant),
    ["step", var variant, var network] => StepVariants.Measure(variant, network),
    ["compact", .. var words] => CompactBenchmark.Run(words),
    ["time-to-quality", .. var pictures] => TimeToQuality.Run(pictures),
    ["memory", .. var options] => MemoryBenchmark.Run(options),
    ["strength", .. var words] => StrengthBenchmark.Run(words),
    ["preview", .. var words] => PreviewBenchmark.Run(words),
    ["pooling", .. var pictures] => PoolingRatio.Run(pictures),
    ["parts", .. var rest] => BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(rest).Any() ? 0 : 1,
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        """
        dotnet run -c Release --project bench/Atelier.Benchmarks -- WHAT

          step                            a step of VGG-19 at 512×512 against the plain one, and against its bare convolutions
          time-to-quality [CONTENT STYLE] the peers' recipe against ours, judged by the same loss on the saved pictures
          compact [PICTURES] [options]    the embedded network against VGG-19: quality, a step, whole runs; --help lists the options
          memory [--OPTION VALUE]...      the peak memory of a square run of the sample pair, 1024 pixels and few steps
                                          unless options of 'atelier stylize' say otherwise
          strength [options]              what --strength reaches on several pictures; --help lists the options
          preview [--OPTION VALUE]...     how like its preview a larger picture is, once reduced
          pooling [PICTURE...]            how much smaller the average is than the maximum in VGG-19's poolings
          parts [options]                 small parts, by BenchmarkDotNet

        step, time-to-quality, compact, memory and pooling need VGG-19: install it with 'atelier networks pull vgg19', or set
        ATELIER_NETWORK.
        """);
    return 2;
}
