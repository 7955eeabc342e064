using Atelier.Networks;
using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Losses;

/// <summary>
/// Measures the strength of a painting, 0 for the photograph to 1 for a picture in the styles' manner with a hint of the photograph: the
/// mean of the content lost and of the style gained, each as a distance (the root of a mean of squares) in parts of the whole way.
/// </summary>
/// <remarks>
/// Content goes the whole way in a picture whose features are distributed as the style's, but at any position; style goes it from the
/// photograph to the style's Gram matrices. The losses are those of the run's own layers, always by Gram matrices and against
/// these references, whatever the run minimises, so that strengths of different runs can be compared.
/// </remarks>
internal sealed class StrengthMetric : IDisposable
{
    // Of the way to a picture without content: from here on the photograph is a hint of its shapes, and every run gets there.
    private const double WholeWay = 0.9;

    // Where photograph and style are one picture there is no way to go, and no picture has gone any of it.
    private const double Least = 1e-6;

    private readonly Objective _losses;
    private readonly TensorScratch? _scratch;
    private readonly double _contentOfNothing;
    private readonly double _styleOfPhotograph;

    /// <summary>Passes the pictures through the network.</summary>
    /// <param name="inputs">The photograph and the styles at the size of the measured paintings, the layers and their weights.</param>
    /// <exception cref="PictureException">A mask is empty at a layer.</exception>
    public StrengthMetric(ObjectiveInputs inputs)
    {
        using var gradients = no_grad();
        inputs = inputs with
        {
            Options = inputs.Options with
            {
                Normalization = LossNormalization.Reference,
                ContentLoss = ContentLossKind.Features,
                StyleLoss = StyleLossKind.Gram,
                ContentWeight = 1,
                StyleWeight = 1,
                StrokeWeight = 0,
            },
        };
        _scratch = inputs.Tiling.Scratch;
        _losses = new Objective(inputs);
        _styleOfPhotograph = Math.Max(_losses.Measure(inputs.Pictures.Content.Image)["style"], Least);
        _contentOfNothing = Math.Max(ContentLossBaseline.Of(inputs), Least);
    }

    /// <summary>The strength of a painting, 0 to 1.</summary>
    /// <param name="image">(1, 3, H, W), RGB, float32; values outside of 0 to 1 count as they will be saved.</param>
    public double Measure(Tensor image)
    {
        using var scope = NewDisposeScope();
        var losses = _losses.Measure(Clamped(image));
        var lost = Math.Sqrt(losses["content"] / _contentOfNothing);
        var left = Math.Sqrt(losses["style"] / _styleOfPhotograph);
        return Math.Clamp((lost + 1 - left) / 2 / WholeWay, 0, 1);
    }

    private Tensor Clamped(Tensor image)
    {
        using var gradients = no_grad();
        var clamped = TensorScratch.EmptyLike(_scratch, image);
        foreach (var (top, rows) in RowBands.Of(image))
        {
            using var scope = NewDisposeScope();
            clamped.narrow(2, top, rows).copy_(image.narrow(2, top, rows)).ClampInPlace(0, 1);
        }

        return clamped;
    }

    /// <summary>Frees the targets, not the network.</summary>
    public void Dispose() => _losses.Dispose();
}
