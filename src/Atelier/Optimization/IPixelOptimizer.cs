using static TorchSharp.torch;

namespace Atelier.Optimization;

/// <summary>Evaluates a picture (1, 3, H, W): the losses and their gradient, shaped as the picture.</summary>
internal delegate (LossValues Losses, Tensor Gradient) EvaluateImage(Tensor image);

/// <summary>Updates the pixels of a picture. One step is one evaluation, whichever the optimiser.</summary>
internal interface IPixelOptimizer : IDisposable
{
    /// <summary>The result so far, (1, 3, H, W): the best picture of L-BFGS, the running average of Adam. It belongs to the optimiser.</summary>
    Tensor Image { get; }

    /// <summary>The losses of the last accepted picture.</summary>
    LossValues Losses { get; }

    /// <summary>How many steps were taken back because the loss rose or was no number.</summary>
    int RejectedSteps { get; }

    /// <summary>Everything else that it needs to go on.</summary>
    OptimizerState State { get; }

    /// <summary>Goes on from where another one was that started from the same picture.</summary>
    /// <param name="state">Its state.</param>
    /// <param name="losses">Its losses.</param>
    void Restore(SavedState state, LossValues losses);

    /// <summary>Evaluates once and moves on.</summary>
    /// <returns>Whether another step can be expected to improve the picture.</returns>
    /// <exception cref="StylizeException">The loss stays no number whatever the step.</exception>
    bool Step();

    /// <summary>Takes the loss of the picture so far as unknown, since what is minimised has changed: the next step evaluates it again.</summary>
    void InvalidateLoss();
}
