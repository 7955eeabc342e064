using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Losses;

/// <summary>
/// The photograph where nothing is painted. What the losses see is photograph·(1 − mask) + painting·mask, so that the painting is
/// made beside the photograph that it will lie beside, and a soft mask leaves no seam and no halo: nothing is cut out afterwards.
/// </summary>
internal sealed class ContentComposite : IDisposable
{
    private readonly Tensor _photograph;
    private readonly Tensor _mask;

    /// <param name="photograph">(1, 3, H, W).</param>
    /// <param name="mask">What is painted, (1, 1, H, W), 0 to 1.</param>
    public ContentComposite(Tensor photograph, Tensor mask)
    {
        _photograph = photograph.alias().DetachFromDisposeScope();
        _mask = mask.alias().DetachFromDisposeScope();
    }

    /// <summary>A painting (1, 3, H, W) laid under the photograph, likewise.</summary>
    public Tensor Over(Tensor painting)
    {
        using var scope = NewDisposeScope();

        // In this form what is not painted is the photograph to the last bit.
        return _photograph.Add((painting - _photograph) * _mask).MoveToOuterDisposeScope();
    }

    /// <summary>The gradient with respect to the painting, given that with respect to what <see cref="Over"/> gave.</summary>
    public Tensor Backward(Tensor gradient) => gradient * _mask;

    /// <inheritdoc/>
    public void Dispose()
    {
        _photograph.Dispose();
        _mask.Dispose();
    }
}
