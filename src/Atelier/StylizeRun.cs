using Atelier.Checkpoints;
using Atelier.Losses;
using Atelier.Networks;
using Atelier.Networks.Runtime;
using Atelier.Optimization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using static TorchSharp.torch;

namespace Atelier;

/// <summary>
/// The method (Gatys, Ecker and Bethge 2016): a frozen network gives features, the features give losses, and the gradient of the losses
/// updates the pixels. It runs from a small scale to the size of the result.
/// </summary>
internal sealed class StylizeRun : IDisposable
{
    private readonly TorchSharp.DisposeScope _tensors = NewDisposeScope();
    private readonly LoadedNetwork _network;
    private readonly StylizePictures _given;
    private readonly StylizeOptions _options;
    private readonly ImagePyramid _pictures;
    private readonly IReadOnlyList<Scale> _scales;
    private readonly MemoryPlan _memory;
    private readonly TensorScratch? _scratch;
    private readonly RunState _state;
    private readonly StrengthController? _strength;
    private readonly PreviewConstraint _preview;
    private readonly CheckpointSession _checkpoints;
    private readonly OptimizerSequence _optimizers;

    /// <summary>Plans the scales and their memory, and reads the checkpoint to resume from.</summary>
    /// <param name="network">The network.</param>
    /// <param name="given">The content picture, the styles and the regions.</param>
    /// <param name="options">The options.</param>
    /// <param name="services">Progress, checkpoints, cache and time.</param>
    public StylizeRun(LoadedNetwork network, StylizePictures given, StylizeOptions options, RunServices services)
    {
        (_network, _given, _options) = (network, given, options);
        try
        {
            _pictures = new ImagePyramid(given, options, services.Styles);
            _scales = ScaleSchedule.For(given.Content.Width, given.Content.Height, options, network.Draft is not null, _pictures.Earlier?.Scale.LongestSide ?? 0);
            _pictures.RequireUsable(_scales[0]);
            _state = new RunState(_scales, options, _pictures, services);
            _strength = StrengthController.For(options, _pictures.Earlier?.Strength);
            _preview = new PreviewConstraint(_scales, options, _pictures);
            _checkpoints = new CheckpointSession(services.Checkpoints, network, given, options, _scales.Count, _state, _strength, _preview);
            _memory = services.Plan?.Invoke(_scales) ?? MemoryPlan.For(_scales, options, network, _pictures.OtherPicturesAt, _checkpoints.Methods);
            _state.Estimate = RunEstimate.Of(_memory, options, network);
            _scratch = _memory.OpenScratch(options);
            _checkpoints.Begin(_memory);
            _optimizers = new OptimizerSequence(options);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private LossBalance Balance => _strength?.Balance ?? LossBalance.AsWeighted;

    /// <summary>The algorithm.</summary>
    /// <exception cref="OperationCanceledException">The run was cancelled; after its first step with the best picture so far.</exception>
    public StylizeResult Run(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var image = FirstImage();
        for (var s = _checkpoints.FirstScale; s < _scales.Count && !_state.IsOver; s++)
        {
            // The content picture and the styles pass the network and give the targets of the losses.
            using var objective = ObjectiveAt(s);
            using var metric = MetricAt(s);
            _memory.CollectAt(s);

            // A step of L-BFGS or Adam evaluates the losses and their gradient with respect to the pixels, and updates the pixels.
            image = s == _checkpoints.FirstScale ? image : Enlarged(image, s);
            using var optimizer = _optimizers.Next(image, painting => objective.Evaluate(painting, Balance), _memory.Scales[s], _scratch);
            image.Dispose();
            var scale = new ScaleRun(s, _scales, _options, objective, optimizer, metric, _state, _strength, _checkpoints);
            for (var step = scale.StepsDone + 1; scale.HasStep(step); step++)
            {
                scale.Match(step); // finds the nearest features of the style, anew for each round of steps
                var hasImproved = scale.Update();
                scale.Observe(step, hasImproved, cancellationToken); // progress, strength, checkpoint
            }

            image = ImageOf(scale);
        }

        var result = Result(image);
        return _state.IsCancelled && cancellationToken.IsCancellationRequested ? throw new StylizeCanceledException(result, cancellationToken) : result;
    }

    /// <summary>Frees all tensors of the run. The constructor calls it where it fails half-way.</summary>
    public void Dispose()
    {
        _optimizers?.Dispose();
        _checkpoints?.Dispose();
        _preview?.Dispose();
        _tensors.Dispose();
    }

    private Device Device => _network.Features.Engine.Device;

    // A checkpoint's picture, a smaller result, or the content, noise, the style or a file.
    private Tensor FirstImage()
    {
        var first = Math.Min(_checkpoints.FirstScale, _scales.Count - 1);
        return _checkpoints.ReadImage(Device, _memory.ScratchAt(first, _scratch)) ?? _pictures.Start(_scales[0], Device, _memory.ScratchAt(0, _scratch));
    }

    private Objective ObjectiveAt(int s)
    {
        TensorMemory.Trim();
        _memory.CollectAt(s);
        using var scope = NewDisposeScope();
        return new Objective(InputsAt(s));
    }

    private StrengthMetric? MetricAt(int s)
    {
        using var scope = NewDisposeScope();
        return _strength is null ? null : new StrengthMetric(InputsAt(s));
    }

    private ObjectiveInputs InputsAt(int s) =>
        _pictures.InputsAt(_scales[s], _network.For(_scales[s].IsDraft), _memory.TilesAt(s, _scratch), _preview.At(s));

    private Tensor Enlarged(Tensor image, int s) =>
        _pictures.Enlarge(image, _scales[s - 1], _scales[s], Device, _memory.ScratchAt(s, _scratch));

    private Tensor ImageOf(ScaleRun scale)
    {
        var image = Pieces.Copy(scale.Optimizer.Image, _memory.ScratchAt(scale.Number, _scratch));
        scale.End(image);
        _preview.Take(image, scale.Number);
        return image;
    }

    private StylizeResult Result(Tensor image)
    {
        _checkpoints.Finish(image);
        var painted = Enlarging.To(image, _scales[^1]);
        var picture = _pictures.Shown(painted, _scales[^1], _given.Content.Metadata);
        return _state.Result(picture, _network, _strength, _options.NoGuard || _state.IsCancelled ? [] : ResultGuard.Check(painted, picture, _given));
    }
}

/// <summary>What surrounds a run.</summary>
internal sealed record RunServices
{
    /// <summary>Receives a report of every step, synchronously; null for none.</summary>
    public IProgress<StylizeProgress>? Progress { get; init; }

    /// <summary>Where and how often checkpoints are written, and the one to resume from; null for none.</summary>
    public CheckpointSettings? Checkpoints { get; init; }

    /// <summary>Ends the run with the best picture so far.</summary>
    public CancellationToken StopEarly { get; init; }

    /// <summary>Whether the picture of a report may be given back as soon as the report ends.</summary>
    public bool LendsPictures { get; init; }

    /// <summary>The statistics of styles of earlier runs; null for none.</summary>
    public Losses.Features.StyleCache? Styles { get; init; }

    /// <summary>Plans the memory of scales; null for the plan of this machine.</summary>
    public Func<IReadOnlyList<Scale>, MemoryPlan>? Plan { get; init; }

    /// <summary>Where the run is logged.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>The source of time.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
