using Atelier.Networks;
using Atelier.Networks.Runtime;
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

    private readonly IObjective _losses;
    private readonly Networks.Runtime.ScratchFile? _scratch;
    private readonly double _contentOfNothing;
    private readonly double _styleOfPhotograph;

    /// <summary>Looks at the pictures.</summary>
    /// <param name="network">The network.</param>
    /// <param name="pictures">The photograph and the styles at the size that is measured at.</param>
    /// <param name="options">The layers and their weights, and how sizes are matched.</param>
    /// <param name="tiling">How pictures are cut; null to pass them as a whole.</param>
    /// <exception cref="PictureException">A mask leaves nothing at a layer.</exception>
    public StrengthGauge(FeatureNetwork network, TargetPictures pictures, StylizeOptions options, Tiling.TileSettings? tiling = null)
    {
        options = options with { Normalization = LossNormalization.Reference, StyleLoss = StyleLossKind.Gram, ContentWeight = 1, StyleWeight = 1 };
        _scratch = tiling?.Scratch;
        _losses = Targets.For(network, pictures, options, tiling);
        _styleOfPhotograph = Math.Max(_losses.Measure(pictures.Content.Image).Style, Least);
        _contentOfNothing = Math.Max(
            tiling is null ? UnrelatedContent.Of(network, pictures, options) : Tiling.TiledUnrelatedContent.Of(network, pictures, options, tiling), Least);
    }

    /// <summary>How painted a picture is, 0 to 1.</summary>
    /// <param name="image">(1, 3, H, W), RGB, float32; what is out of 0 to 1 counts as it will be saved.</param>
    public double Measure(Tensor image)
    {
        using var scope = NewDisposeScope();
        var (content, style) = _losses.Measure(Clamped(image));
        var lost = Math.Sqrt(content / _contentOfNothing);
        var left = Math.Sqrt(style / _styleOfPhotograph);
        return Math.Clamp((lost + 1 - left) / 2 / WholeWay, 0, 1);
    }

    private Tensor Clamped(Tensor image)
    {
        using var gradients = no_grad();
        using var taking = _scratch?.Taking();
        var clamped = empty_like(image);
        foreach (var (top, rows) in RowBands.Of(image))
        {
            using var scope = NewDisposeScope();
            clamped.narrow(2, top, rows).copy_(image.narrow(2, top, rows)).ClampInPlace(0, 1);
            Networks.Runtime.ScratchFile.Rest();
        }

        return clamped;
    }

    /// <summary>Frees the targets, not the network.</summary>
    public void Dispose() => _losses.Dispose();
}
