using Atelier.Losses;
using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Optimization;

/// <summary>
/// Adam (Kingma and Ba 2015). The picture is a running average of its iterates, which hop around the minimum by the learning
/// rate and would show as grain.
/// </summary>
internal sealed class Adam : IPixelOptimizer
{
    private const double MeanDecay = 0.9;
    private const double SquareDecay = 0.99; // shorter than the paper's 0.999: runs have hundreds of steps, not millions
    private const double AverageDecay = 0.9;
    private const double Epsilon = 1e-8;
    private const int FailuresBeforeGivingUp = 8;

    private readonly EvaluateImage _evaluate;
    private readonly AdamMoments _moments;
    private readonly Tensor _image;
    private readonly Tensor _average;
    private readonly TensorScratch? _scratch;
    private double _learningRate;
    private int _averaged;
    private int _failures;

    /// <param name="start">The first picture, (1, 3, H, W); it is copied.</param>
    /// <param name="learningRate">The step size, in pixel values.</param>
    /// <param name="moments">The moments of an earlier scale, brought to this picture's size, or new ones. Not freed here.</param>
    /// <param name="evaluate">The objective.</param>
    /// <param name="scratch">Where its pictures lie, which are then updated piece by piece; null for memory.</param>
    public Adam(Tensor start, double learningRate, AdamMoments moments, EvaluateImage evaluate, TensorScratch? scratch = null)
    {
        _scratch = scratch;
        _evaluate = evaluate;
        _learningRate = learningRate;
        _moments = moments;
        _image = Copy();
        _average = Copy();

        Tensor Copy() => Pieces.Copy(start, scratch).DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor Image => _average;

    /// <inheritdoc/>
    public LossValues Losses { get; private set; } = LossValues.Unknown;

    /// <inheritdoc/>
    public int RejectedSteps { get; private set; }

    /// <inheritdoc/>
    public OptimizerState State => new(
        new Dictionary<string, Tensor>(_moments.Tensors) { ["iterate"] = _image },
        new Dictionary<string, double>(_moments.Numbers)
        {
            ["learning-rate"] = _learningRate,
            ["averaged"] = _averaged,
            ["failures"] = _failures,
            ["taken-back"] = RejectedSteps,
        });

    /// <inheritdoc/>
    public void Restore(SavedState state, LossValues losses)
    {
        _moments.Restore(state);
        state.ReadInto("iterate", _image);
        _learningRate = state.Numbers["learning-rate"];
        _averaged = (int)state.Numbers["averaged"];
        _failures = (int)state.Numbers["failures"];
        RejectedSteps = (int)state.Numbers["taken-back"];
        Losses = losses;
    }

    /// <inheritdoc/>
    public bool Step()
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        var (losses, gradient) = _evaluate(_image);
        if (!double.IsFinite(losses.Total) || !IsFinite(gradient))
        {
            return Reject(losses);
        }

        (Losses, _failures) = (losses, 0);
        _averaged++;
        var share = (1 - AverageDecay) / (1 - Math.Pow(AverageDecay, _averaged));
        _moments.Advance(MeanDecay, SquareDecay);
        foreach (var piece in Pieces.Of(_image, _scratch))
        {
            using var ofPiece = NewDisposeScope();
            var image = Pieces.Of(_image, piece);
            _moments.TakeIn(Pieces.Of(gradient, piece), piece, MeanDecay, SquareDecay);
            image.AddInPlace(Direction(piece), -_learningRate);
            Pieces.Of(_average, piece).lerp_(image, share);
        }

        return true;
    }

    /// <inheritdoc/>
    public void InvalidateLoss()
    {
        // No step is judged by the loss before it, and the moments soon forget.
    }

    /// <summary>Frees the pictures.</summary>
    public void Dispose()
    {
        _image.Dispose();
        _average.Dispose();
    }

    private bool IsFinite(Tensor gradient)
    {
        foreach (var piece in Pieces.Of(gradient, _scratch))
        {
            using var scope = NewDisposeScope();
            if (!float.IsFinite(Pieces.Of(gradient, piece).norm().item<float>()))
            {
                return false;
            }
        }

        return true;
    }

    // What a step goes along, of the moments as they are.
    private Tensor Direction((long Start, long Length) piece)
    {
        using var scope = NewDisposeScope();
        var (mean, deviation) = _moments.At(piece);
        return mean.div_(deviation.AddInPlace(Epsilon)).MoveToOuterDisposeScope();
    }

    private bool Reject(LossValues losses)
    {
        RejectedSteps++;
        if (++_failures > FailuresBeforeGivingUp || !double.IsFinite(Losses.Total))
        {
            throw LossFailure.NotFinite(losses, "a smaller learning rate did not help");
        }

        // The moments are still those of the last step, which is taken back once.
        foreach (var piece in _failures > 1 ? [] : Pieces.Of(_image, _scratch))
        {
            using var scope = NewDisposeScope();
            Pieces.Of(_image, piece).AddInPlace(Direction(piece), _learningRate);
        }

        _learningRate /= 2;
        return true;
    }
}
