namespace Atelier.Networks;

/// <summary>How a network wants its pixels: (value × scale − mean) ÷ standard deviation, in its order of channels.</summary>
public sealed record InputConvention(bool Bgr, float Scale, IReadOnlyList<float> Mean, IReadOnlyList<float> StandardDeviation)
{
    /// <summary>Oxford's and Keras's.</summary>
    public static InputConvention Bgr255 { get; } = new(true, 255, [103.939f, 116.779f, 123.68f], [1, 1, 1]);

    /// <summary>torchvision's.</summary>
    public static InputConvention Rgb01 { get; } = new(false, 1, [0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f]);
}
