using Atelier.Networks;
using static TorchSharp.torch;

namespace Atelier.Losses;

/// <summary>
/// Measures how painted a picture is, 0 for the photograph to 1 for one in the styles' manner that has but a hint of it: the mean
/// of how much content is lost and how much style is won, each as a distance (the root of a mean of squares) in parts of the whole way.
/// </summary>
/// <remarks>
/// Content goes the whole way in a picture whose features are distributed as the style's, but anywhere; style goes it from the
/// photograph to the style's Gram matrices. The losses are those of the run's own layers, always by Gram matrices and against
/// these references, whatever the run minimises, so that strengths of different runs can be compared.
/// </remarks>
internal sealed class StrengthGauge : IDisposable
{
    // Of the way to a picture without content: so far the photograph is a hint of where its shapes were, and every run gets there.
    private const double WholeWay = 0.9;

    // Where photograph and style are one picture there is no way to go, and no picture has gone any of it.
    private const double Least = 1e-6;

    private readonly Objective _losses;
    private readonly double _contentOfNothing;
    private readonly double _styleOfPhotograph;

    /// <summary>Looks at the pictures.</summary>
    /// <param name="network">The network.</param>
    /// <param name="pictures">The photograph and the styles at the size that is measured at.</param>
    /// <param name="options">The layers and their weights, and how sizes are matched.</param>
    /// <exception cref="PictureException">A mask leaves nothing at a layer.</exception>
    public StrengthGauge(FeatureNetwork network, TargetPictures pictures, StylizeOptions options)
    {
        options = options with { Normalization = LossNormalization.Reference, StyleLoss = StyleLossKind.Gram, ContentWeight = 1, StyleWeight = 1 };
        _losses = Targets.For(network, pictures, options);
        _styleOfPhotograph = Math.Max(_losses.Measure(pictures.Content.Image).Style, Least);
        _contentOfNothing = Math.Max(UnrelatedContent.Of(network, pictures, options), Least);
    }

    /// <summary>How painted a picture is, 0 to 1.</summary>
    /// <param name="image">(1, 3, H, W), RGB, float32; what is out of 0 to 1 counts as it will be saved.</param>
    public double Measure(Tensor image)
    {
        using var scope = NewDisposeScope();
        var (content, style) = _losses.Measure(image.clamp(0, 1));
        var lost = Math.Sqrt(content / _contentOfNothing);
        var left = Math.Sqrt(style / _styleOfPhotograph);
        return Math.Clamp((lost + 1 - left) / 2 / WholeWay, 0, 1);
    }

    /// <summary>Frees the targets, not the network.</summary>
    public void Dispose() => _losses.Dispose();
}
