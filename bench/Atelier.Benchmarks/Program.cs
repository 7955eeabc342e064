using System.CommandLine;
using Atelier.Benchmarks;
using Atelier.Benchmarks.Compact;
using Atelier.Benchmarks.Sizes;

return BenchmarkProgram.Run(
    new RootCommand(
        "Measures the engine. step, time-to-quality, compact, memory, size and pooling need VGG-19: install it with 'atelier networks pull vgg19', "
        + "or set ATELIER_NETWORK.")
    {
        StartBenchmark.Build(),
        StepBenchmark.Build(),
        TimeToQuality.Build(),
        CompactBenchmark.Build(),
        MemoryBenchmark.Build(),
        SizeBenchmark.Build(),
        SizeStep.Build(),
        StrengthBenchmark.Build(),
        PreviewBenchmark.Build(),
        PoolingRatio.Build(),
        PartBenchmarks.Build(),
    },
    args);
