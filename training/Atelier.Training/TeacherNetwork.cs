using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Atelier.Training;

/// <summary>VGG-19 as published by its authors, up to relu5_1: what the student learns from and is judged by.</summary>
internal sealed class TeacherNetwork : IDisposable
{
    private static readonly float[] Mean = [103.939f, 116.779f, 123.68f];
    private static readonly int[] ConvolutionsOfBlocks = [2, 2, 4, 4, 1];

    private readonly List<(string Layer, bool AfterPool, Tensor Weight, Tensor Bias)> _convolutions = [];
    private readonly Tensor _mean;
    private readonly Compute _compute;

    /// <summary>Reads the convolutions <c>features.N.weight</c> and <c>features.N.bias</c> of torchvision's numbering.</summary>
    public TeacherNetwork(string path, Compute compute)
    {
        _compute = compute;
        var (tensors, _) = SafetensorsFile.Read(path);
        var number = 0;
        for (var b = 0; b < ConvolutionsOfBlocks.Length; b++)
        {
            for (var i = 0; i < ConvolutionsOfBlocks[b]; i++)
            {
                var weight = compute.Prepare(tensors[$"features.{number}.weight"]);
                var bias = tensors[$"features.{number}.bias"].to(compute.Type, compute.Device);
                _convolutions.Add(($"relu{b + 1}_{i + 1}", b > 0 && i == 0, weight, bias));
                number += 2;
            }

            number++;
        }

        _mean = tensor(Mean, device: compute.Device).reshape(1, 3, 1, 1);
    }

    /// <summary>The activations of some layers, channels last, in the network's format.</summary>
    /// <param name="pictures">(N, 3, H, W), RGB, 0 to 1, float32.</param>
    /// <param name="layers">Names such as <c>relu4_1</c>, or <c>conv4_1</c> for the values before the ReLU.</param>
    public Dictionary<string, Tensor> Activations(Tensor pictures, IReadOnlyCollection<string> layers)
    {
        using var scope = NewDisposeScope();
        var found = new Dictionary<string, Tensor>();
        var x = _compute.Prepare(pictures.flip(1) * 255 - _mean);
        foreach (var (layer, afterPool, weight, bias) in _convolutions)
        {
            if (afterPool)
            {
                x = max_pool2d(x, 2);
            }

            x = conv2d(x, weight, bias, padding: [1, 1]);
            var before = layer.Replace("relu", "conv", StringComparison.Ordinal);
            if (layers.Contains(before))
            {
                found[before] = x.MoveToOuterDisposeScope();
            }

            x = x.relu();
            if (layers.Contains(layer))
            {
                found[layer] = x.MoveToOuterDisposeScope();
            }

            if (found.Count == layers.Count)
            {
                break;
            }
        }

        return found;
    }

    /// <summary>Frees the weights.</summary>
    public void Dispose()
    {
        foreach (var (_, _, weight, bias) in _convolutions)
        {
            weight.Dispose();
            bias.Dispose();
        }

        _mean.Dispose();
    }
}
