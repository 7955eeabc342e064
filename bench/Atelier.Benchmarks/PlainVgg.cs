using Atelier.Networks;
using Atelier.Networks.Runtime;
using Atelier.Networks.Weights;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Atelier.Benchmarks;

/// <summary>VGG-19 with Gram losses as the Python programs compute it: float32, NCHW, automatic gradients.</summary>
internal sealed class PlainVgg
{
    private readonly (Tensor Weight, Tensor Bias)[] _convolutions;
    private readonly InputConvention _convention;

    public PlainVgg(IReadOnlyList<ConvolutionWeights> weights, InputConvention convention)
    {
        _convolutions = [.. weights.Select(w => (tensor(w.Kernel, w.KernelShape), tensor(w.Bias)))];
        _convention = convention;
    }

    /// <summary>The feature maps of some layers; the pass stops at the deepest.</summary>
    public Dictionary<string, Tensor> Features(Tensor image, IReadOnlyCollection<string> layers)
    {
        var maps = new Dictionary<string, Tensor>();
        var x = ((_convention.Bgr ? image.flip(1) : image).Multiply(_convention.Scale) - PixelInput.OfChannels(_convention.Mean))
            / PixelInput.OfChannels(_convention.StandardDeviation);
        var next = 0;
        foreach (var layer in NetworkArchitecture.Vgg19.Layers)
        {
            x = layer.Kind switch
            {
                LayerKind.Convolution => conv2d(x, _convolutions[next].Weight, _convolutions[next++].Bias, padding: [1, 1]),
                LayerKind.Relu => x.relu(),
                _ => max_pool2d(x, 2),
            };
            if (layers.Contains(layer.Name))
            {
                maps[layer.Name] = x;
                if (maps.Count == layers.Count)
                {
                    break;
                }
            }
        }

        return maps;
    }

    /// <summary>The colour that the network sees as zero, (1, 3, 1, 1), RGB, 0 to 1.</summary>
    public static Tensor MeanColour(InputConvention convention)
    {
        var mean = PixelInput.OfChannels(convention.Mean).Divide(convention.Scale);
        return convention.Bgr ? mean.flip(1) : mean;
    }

    /// <summary>(1, C, H, W) → F·Fᵀ ÷ (C·H·W).</summary>
    public static Tensor Gram(Tensor features)
    {
        var rows = features.view(features.shape[1], -1);
        return rows.mm(rows.t()).Divide(features.numel());
    }

    /// <summary>The losses' weighted sum and its gradient with respect to the picture.</summary>
    public (double Content, double Style, Tensor Gradient) Evaluate(
        Tensor image, Dictionary<string, Tensor> content, Dictionary<string, Tensor> grams, double contentWeight, double styleWeight)
    {
        using var scope = NewDisposeScope();
        using var recording = enable_grad();
        using var input = image.detach().requires_grad_();
        var maps = Features(input, [.. content.Keys.Concat(grams.Keys)]);
        var contentLoss = content.Aggregate(zeros(1), (sum, c) => sum.Add((maps[c.Key] - c.Value).Square().mean().Multiply(contentWeight)));
        var styleLoss = grams.Aggregate(zeros(1), (sum, g) => sum.Add((Gram(maps[g.Key]) - g.Value).Square().mean().Multiply(styleWeight)));
        var gradient = autograd.grad([contentLoss.Add(styleLoss)], [input])[0];
        return (contentLoss.item<float>(), styleLoss.item<float>(), gradient.MoveToOuterDisposeScope());
    }
}
