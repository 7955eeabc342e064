using static TorchSharp.torch;

namespace Atelier.Networks.Runtime;

/// <summary>Operations of libtorch that TorchSharp has no method for, reached through TorchScript.</summary>
internal static class NativeOps
{
    private static readonly Lazy<jit.CompilationUnit> Script = new(() => jit.compile(
        """
        def relu_backward(g: Tensor, y: Tensor) -> Tensor:
            return torch.threshold_backward(g, y, 0)

        def max_pool_backward(g: Tensor, x: Tensor) -> Tensor:
            y, indices = torch.max_pool2d_with_indices(x, [2, 2], [2, 2], [0, 0], [1, 1], False)
            return torch.max_pool2d_with_indices_backward(g, x, [2, 2], [2, 2], [0, 0], [1, 1], False, indices)

        def avg_pool_backward(g: Tensor, x: Tensor) -> Tensor:
            return torch.avg_pool2d_backward(g, x, [2, 2], [2, 2], [0, 0], False, True, None)

        """));

    /// <summary>The gradient before a ReLU, given that after it and the ReLU's output.</summary>
    public static Tensor ReluBackward(Tensor gradient, Tensor output) => Invoke("relu_backward", gradient, output);

    /// <summary>
    /// The gradient before a 2×2 maximum pooling, given that after it and the pooling's input. The places of the maxima
    /// are found again: keeping them, at eight bytes each, would cost more memory than all feature maps together.
    /// </summary>
    public static Tensor MaxPoolBackward(Tensor gradient, Tensor input) => Invoke("max_pool_backward", gradient, input);

    /// <summary>The gradient before a 2×2 average pooling, given that after it and the pooling's input.</summary>
    public static Tensor AveragePoolBackward(Tensor gradient, Tensor input) => Invoke("avg_pool_backward", gradient, input);

    private static Tensor Invoke(string name, Tensor gradient, Tensor map) => (Tensor)Script.Value.invoke(name, gradient, map);
}
