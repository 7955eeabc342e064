using System.Text.Json.Serialization;

namespace Atelier.Networks;

/// <summary>The pooling between the network's blocks.</summary>
public enum PoolingKind
{
    /// <summary>The maximum of each 2×2 square, as VGG-19 was trained.</summary>
    Max,

    /// <summary>The mean of each 2×2 square, as Gatys et al. (2016) prefer.</summary>
    Avg,

    /// <summary>The mean, times a constant that brings the activations back to about those of the maximum.</summary>
    AvgRescaled,
}

/// <summary>What does the first steps of a run.</summary>
public enum DraftChoice
{
    /// <summary>
    /// <see cref="Compact"/> where the network was not chosen but found, has maximum pooling, every layer asked for is one that the
    /// embedded network stands for, and scales are not fixed; otherwise <see cref="None"/>.
    /// </summary>
    Auto,

    /// <summary>The embedded network, at a quarter of the price; the last steps are the chosen network's.</summary>
    Compact,

    /// <summary>The chosen network does all steps.</summary>
    None,
}

/// <summary>The border of convolutions.</summary>
public enum PaddingKind
{
    /// <summary>Zeros, as VGG-19 was trained.</summary>
    Zero,

    /// <summary>The outermost positions again.</summary>
    Replicate,
}

/// <summary>How a network wants its input.</summary>
public enum InputConventionName
{
    /// <summary>Blue, green, red, 0 to 255, minus 103.939, 116.779, 123.68 (Oxford, Keras).</summary>
    Bgr255,

    /// <summary>Red, green, blue, 0 to 1, minus 0.485, 0.456, 0.406, divided by 0.229, 0.224, 0.225 (torchvision).</summary>
    Rgb01,
}

/// <summary>The number format inside the network.</summary>
public enum Precision
{
    /// <summary>bfloat16 where the machine is fast at it, else float32.</summary>
    Auto,

    /// <summary>32 bits, as PyTorch computes by default.</summary>
    Float32,

    /// <summary>16 bits with float32's range; the losses and the picture stay in float32.</summary>
    [JsonStringEnumMemberName("bfloat16")] // kebab case would be "b-float16"
    BFloat16,
}
