using Atelier.Checkpoints;
using Atelier.Imaging;

namespace Atelier;

/// <summary>Repaints content pictures in the manner of style pictures. Several threads may call it at once: their runs wait for one another.</summary>
public interface IStylizer
{
    /// <summary>Runs the method to its end on the calling thread, which waits until a run may begin.</summary>
    /// <param name="request">The pictures and how they are painted.</param>
    /// <param name="progress">Receives a report of every step, on the thread of the run; <see cref="Progress{T}"/> passes it on.</param>
    /// <param name="cancellationToken">Cancels the run after the step that is being done.</param>
    /// <exception cref="StylizeCanceledException">The run was cancelled after its first step; it has the best picture so far.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled before its first step.</exception>
    /// <exception cref="ObjectDisposedException">The stylizer is disposed.</exception>
    /// <exception cref="OptionsException">An option is out of range, does not fit the pictures, or names a layer that the network does not have.</exception>
    /// <exception cref="PictureException">A picture is too small or too narrow, a mask is empty, or the first picture cannot be read.</exception>
    /// <exception cref="NetworkException">No network is found, or its file cannot be trusted.</exception>
    /// <exception cref="CheckpointException">The checkpoint to resume from is missing, damaged, or that of another run.</exception>
    /// <exception cref="StylizeException">The engine or the device is missing, memory is too small, or the loss is not a finite number.</exception>
    StylizeResult Run(StylizeRequest request, IProgress<StylizeProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Runs the method to its end on a thread of its own.</summary>
    /// <inheritdoc cref="Run" path="/param|/exception"/>
    Task<StylizeResult> RunAsync(StylizeRequest request, IProgress<StylizeProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Estimates what a run would take, from a short calibration on this machine: some steps of a small picture.</summary>
    /// <param name="request">The pictures and how they are painted.</param>
    /// <param name="cancellationToken">Cancels the wait until the calibration may begin.</param>
    /// <inheritdoc cref="Run" path="/exception"/>
    RunEstimate Estimate(StylizeRequest request, CancellationToken cancellationToken = default);

    /// <summary>Estimates what a run would take, on a thread of its own.</summary>
    /// <inheritdoc cref="Estimate" path="/param|/exception"/>
    Task<RunEstimate> EstimateAsync(StylizeRequest request, CancellationToken cancellationToken = default);
}

/// <summary>The pictures of a run and how they are painted.</summary>
/// <param name="Pictures">The content picture, the styles and the regions.</param>
public sealed record StylizeRequest(StylizePictures Pictures)
{
    /// <summary>Asks for a content picture in the manner of one or several styles.</summary>
    /// <param name="content">The picture that says what is painted.</param>
    /// <param name="styles">The pictures that say how.</param>
    /// <exception cref="ArgumentException">A picture is null.</exception>
    public StylizeRequest(Picture content, params IReadOnlyList<StylePicture> styles)
        : this(new StylizePictures(content, styles))
    {
    }

    /// <summary>The content picture, the styles and the regions.</summary>
    public StylizePictures Pictures { get; init; } = Pictures ?? throw new ArgumentNullException(nameof(Pictures));

    /// <summary>The options; null for those of <see cref="StylizerSettings"/>.</summary>
    public StylizeOptions? Options { get; init; }

    /// <summary>Where and how often the state of the run is written, and the state to resume from; null for no checkpoints.</summary>
    public CheckpointSettings? Checkpoints { get; init; }

    /// <summary>
    /// Ends the run after the step that is being done, with the best picture so far as its result and <see cref="StopReason.Cancelled"/>. With
    /// <see cref="Checkpoints"/> the state of that step is written, so that this also pauses a run.
    /// </summary>
    public CancellationToken StopEarly { get; init; }

    /// <summary>Whether the picture of a report may be given back as soon as <see cref="IProgress{T}.Report"/> returns.</summary>
    internal bool LendsPictures { get; init; }
}

/// <summary>The settings of a <see cref="Stylizer"/>.</summary>
public sealed class StylizerSettings
{
    /// <summary>The options of requests that have none of their own.</summary>
    public StylizeOptions Options { get; set; } = new();

    /// <summary>How many runs may be calculated at once, at least 1. One run uses every core, so that two take longer than one after the other.</summary>
    public int MaxConcurrentRuns { get; set; } = 1;

    /// <summary>
    /// How many style pictures are remembered, at least 0: the network sees a style picture once a size, as long as it is the same
    /// <see cref="Picture"/>.
    /// </summary>
    public int CachedStyles { get; set; } = 8;
}

/// <summary>A run that was cancelled after its first step.</summary>
/// <param name="result">The best picture so far and how it came about.</param>
/// <param name="cancellationToken">The token that cancelled it.</param>
public sealed class StylizeCanceledException(StylizeResult result, CancellationToken cancellationToken)
    : OperationCanceledException("The run was cancelled; Result has the best picture so far.", cancellationToken)
{
    /// <summary>The best picture so far and how it came about.</summary>
    public StylizeResult Result { get; } = result;
}
