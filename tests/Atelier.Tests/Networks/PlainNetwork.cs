using Atelier.Networks;
using Atelier.Networks.Runtime;
using Atelier.Networks.Weights;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Atelier.Tests.Networks;

/// <summary>The tiny network once more, as plainly as torch can say it and with its automatic gradients.</summary>
internal static class PlainNetwork
{
    public static Dictionary<string, Tensor> Maps(IReadOnlyList<ConvolutionWeights> weights, Tensor image, PoolingKind pooling, PaddingKind padding)
    {
        var maps = new Dictionary<string, Tensor>();
        var mean = tensor(new[] { 0.485f, 0.456f, 0.406f }, [1, 3, 1, 1]);
        var deviation = tensor(new[] { 0.229f, 0.224f, 0.225f }, [1, 3, 1, 1]);
        var (x, next) = (image, 0);
        foreach (var layer in TinyNetwork.Architecture.Layers)
        {
            switch (layer.Kind)
            {
                case LayerKind.Convolution:
                    var w = weights[next];
                    x = pad(next == 0 ? (x - mean) / deviation : x, [1, 1, 1, 1], padding == PaddingKind.Replicate ? TorchSharp.PaddingModes.Replicate : TorchSharp.PaddingModes.Constant);
                    x = conv2d(x, tensor(w.Kernel, w.KernelShape), tensor(w.Bias));
                    next++;
                    break;
                case LayerKind.Relu:
                    x = x.relu();
                    break;
                default:
                    x = pooling == PoolingKind.Max ? max_pool2d(x, 2) : avg_pool2d(x, 2).Multiply(pooling == PoolingKind.AvgRescaled ? FeatureNetwork.RescaledAverage : 1.0);
                    break;
            }

            maps[layer.Name] = x;
        }

        return maps;
    }

    public static Tensor Gradient(
        IReadOnlyList<ConvolutionWeights> weights, Tensor image, string[] layers, Dictionary<string, Tensor> slopes, PoolingKind pooling, PaddingKind padding)
    {
        var input = image.clone().requires_grad_();
        var maps = Maps(weights, input, pooling, padding);
        var loss = layers.Select(l => (maps[l] * slopes[l]).sum()).Aggregate((a, b) => a.Add(b));
        return autograd.grad([loss], [input])[0];
    }
}
