using System.CommandLine;
using Atelier.Imaging;
using Atelier.Losses;
using Atelier.Losses.Features;
using Atelier.Losses.Pixels;
using Atelier.Networks;
using Atelier.Networks.Runtime;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Running;
using static TorchSharp.torch;

namespace Atelier.Benchmarks;

/// <summary>Small parts on their own. In this process: BenchmarkDotNet's own projects would not find libtorch.</summary>
[InProcess]
public class PartBenchmarks
{
    private Tensor _features = null!;
    private Tensor _rough = null!;
    private Tensor _image = null!;
    private Tensor _gradient = null!;
    private Picture _picture = null!;

    /// <summary>The command, ready to be added.</summary>
    internal static Command Build()
    {
        var command = new Command("parts", "Small parts, by BenchmarkDotNet, whose options it takes, such as --filter '*Gram*' and --list flat.") { TreatUnmatchedTokensAsErrors = false };
        command.SetAction(words => BenchmarkSwitcher.FromTypes([typeof(PartBenchmarks)]).Run([.. words.UnmatchedTokens]).Any() ? 0 : 1);
        return command;
    }

    [GlobalSetup]
    public void Setup()
    {
        TorchRuntime.Start();
        _image = Subject.Noise(512, seed: 1);
        _features = ChannelsLast.Of(rand(1, 128, 256, 256));
        _rough = _features.to(ScalarType.BFloat16);
        _gradient = zeros_like(_image);
        _picture = PictureTensors.ToPicture(_image);
    }

    [Benchmark(Baseline = true)]
    public void GramMatrixFloat32() => GramMatrix.Of(_features).Dispose();

    [Benchmark]
    public void GramMatrixBFloat16() => GramMatrix.Of(_rough).Dispose();

    [Benchmark]
    public double TotalVariationGradient() => TotalVariation.Of(_image, TotalVariationNorm.L1, gradient: _gradient);

    [Benchmark]
    public Picture ResizeToHalf() => PictureResizer.Resize(_picture, 256, 256);
}
