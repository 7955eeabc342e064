using static TorchSharp.torch;

namespace Atelier.Optimization;

/// <summary>
/// An <see cref="OptimizerState"/> that was saved. Each array is read to where it belongs, so that there is never a second copy of all of them.
/// </summary>
/// <param name="Numbers">By name.</param>
/// <param name="ShapeOf">The shape of an array, by name.</param>
/// <param name="ReadInto">Reads an array, by name, into a contiguous tensor of its shape and number format.</param>
internal sealed record SavedState(IReadOnlyDictionary<string, double> Numbers, Func<string, long[]> ShapeOf, Action<string, Tensor> ReadInto);
