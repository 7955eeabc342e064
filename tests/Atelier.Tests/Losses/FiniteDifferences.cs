using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Tests.Losses;

/// <summary>Central differences along random directions.</summary>
internal static class FiniteDifferences
{
    public static void AssertGradient(Tensor at, Func<Tensor, double> loss, Tensor gradient, double step, double tolerance = 5e-3)
    {
        var random = new Random(99);
        for (var trial = 0; trial < 5; trial++)
        {
            using var scope = NewDisposeScope();
            var noise = tensor(Enumerable.Range(0, (int)at.numel()).Select(_ => (random.NextSingle() * 2) - 1).ToArray(), at.shape);

            // Half the gradient's own direction, so that the slope is never lost in rounding.
            var direction = noise.Add(gradient * (noise.norm() / gradient.norm()));
            var expected = (loss(at.Add(direction.Multiply(step))) - loss(at - direction.Multiply(step))) / (2 * step);
            var actual = (gradient * direction).sum().item<float>();
            Assert.Equal(expected, actual, tolerance * Math.Abs(expected));
        }
    }
}
