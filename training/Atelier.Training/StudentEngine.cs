using Atelier.Networks;
using Atelier.Networks.Weights;
using static TorchSharp.torch;

namespace Atelier.Training;

/// <summary>The student as Atelier runs it, so that the pictures optimised with it have the flaws that users would see.</summary>
internal static class StudentEngine
{
    /// <summary>A frozen copy of its weights.</summary>
    public static FeatureNetwork Of(IReadOnlyDictionary<string, Tensor> weights, IReadOnlyDictionary<string, TapBasis> bases, Engine engine, PaddingKind padding)
    {
        var architecture = new NetworkArchitecture(CompactDesign.Blocks);
        return new FeatureNetwork(
            architecture,
            [.. Vgg19Layers.Of(architecture).Select((layer, i) => new ConvolutionWeights(layer, Kernel(StudentNetwork.ConvolutionName(i)), Bias(StudentNetwork.ConvolutionName(i))))],
            InputConvention.Rgb01,
            engine,
            new NetworkSettings(Padding: padding),
            [.. CompactDesign.Taps.Select(Tap)]);

        float[] Kernel(string name) => Tensors.Values(weights[name + ".weight"]);

        float[] Bias(string name) => Tensors.Values(weights[name + ".bias"]);

        // In training a tap's output has a mean square of 1; times the scale it is in the teacher's units.
        TapWeights Tap(TapDesign tap)
        {
            var (name, basis) = (StudentNetwork.TapName(tap.Layer), bases[tap.Layer]);
            return new TapWeights(tap.Layer, CompactDesign.ReluNumber(tap.Convolution), basis.Channels, Scaled(Kernel(name)), Scaled(Bias(name)));

            float[] Scaled(float[] values) => [.. values.Select(v => v * (float)basis.Scale)];
        }
    }
}
