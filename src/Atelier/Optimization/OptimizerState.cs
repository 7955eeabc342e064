using static TorchSharp.torch;

namespace Atelier.Optimization;

/// <summary>What an optimiser needs, beside the picture and its losses, to go on as if it had never stopped.</summary>
/// <param name="Tensors">By name. They belong to the optimiser and change with its next step.</param>
/// <param name="Numbers">By name.</param>
internal sealed record OptimizerState(IReadOnlyDictionary<string, Tensor> Tensors, IReadOnlyDictionary<string, double> Numbers);
