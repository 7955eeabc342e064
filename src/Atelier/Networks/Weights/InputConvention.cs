using System.Numerics;

namespace Atelier.Networks.Weights;

/// <summary>How a network wants its input: (channel · <see cref="Scale"/> − mean) / standard deviation for a channel from 0 to 1.</summary>
/// <param name="Bgr">Blue, green, red where true; red, green, blue where false.</param>
/// <param name="Scale">The value of white before the mean is subtracted: 1 or 255.</param>
/// <param name="Mean">The mean that is subtracted, in units of <paramref name="Scale"/>, in the order of the network's channels.</param>
/// <param name="StandardDeviation">The divisor, in units of <paramref name="Scale"/>, in the same order; above 0.</param>
internal sealed record InputConvention(bool Bgr, float Scale, Vector3 Mean, Vector3 StandardDeviation)
{
    /// <summary>The convention of the original Oxford weights and of Keras.</summary>
    public static InputConvention Bgr255 { get; } = new(true, 255, new(103.939f, 116.779f, 123.68f), new(1, 1, 1));

    /// <summary>The convention of torchvision.</summary>
    public static InputConvention Rgb01 { get; } = new(false, 1, new(0.485f, 0.456f, 0.406f), new(0.229f, 0.224f, 0.225f));

    /// <summary>The convention of that name.</summary>
    public static InputConvention Of(InputConventionName name) => name == InputConventionName.Bgr255 ? Bgr255 : Rgb01;

    /// <summary><c>bgr255</c>, <c>rgb01</c>, or for another one its numbers.</summary>
    public override string ToString() =>
        this == Bgr255 ? "bgr255"
        : this == Rgb01 ? "rgb01"
        : FormattableString.Invariant($"{(Bgr ? "BGR" : "RGB")} 0 to {Scale}, mean {Text(Mean)}, standard deviation {Text(StandardDeviation)}");

    /// <summary>Three values as a file's metadata have them: <c>103.939,116.779,123.68</c>.</summary>
    public static string Text(Vector3 values) => FormattableString.Invariant($"{values.X:R},{values.Y:R},{values.Z:R}");
}
