using Atelier.Checkpoints;
using Atelier.Imaging;
using Atelier.Networks;
using Atelier.Optimization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using static TorchSharp.torch;

namespace Atelier;

/// <summary>
/// Repaints content pictures in the manner of style pictures (Gatys, Ecker and Bethge 2016). It keeps the network and the statistics of styles
/// until it is disposed. Disposal lets running runs finish, and refuses waiting ones.
/// </summary>
public sealed class Stylizer : IStylizer, IDisposable
{
    private readonly StylizeOptions _options;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _slots;
    private readonly NetworkCache _networks;

    /// <summary>Makes a stylizer. The network is loaded by the first run that needs it.</summary>
    /// <param name="settings">The settings; null for the defaults.</param>
    /// <param name="logger">Where runs are logged; null for nowhere.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public Stylizer(StylizerSettings? settings = null, ILogger<Stylizer>? logger = null)
        : this(settings ?? new StylizerSettings(), NetworkLoader.LoadForRun, logger)
    {
    }

    internal Stylizer(StylizerSettings settings, Func<StylizeOptions, LoadedNetwork> load, ILogger? logger = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.MaxConcurrentRuns, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(settings.CachedStyles);
        (_options, _logger) = (settings.Options, logger ?? NullLogger.Instance);
        _slots = new SemaphoreSlim(settings.MaxConcurrentRuns);
        _networks = new NetworkCache(settings.CachedStyles, load);
    }

    /// <summary>How many times the network saw a style.</summary>
    internal int Looks => _networks.Looks;

    /// <summary>Runs the method once, with a network of its own. For several pictures, make a <see cref="Stylizer"/>.</summary>
    /// <param name="content">The picture that says what is painted.</param>
    /// <param name="style">The picture that says how.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="progress">Receives a report of every step, on the calling thread.</param>
    /// <param name="cancellationToken">Cancels the run after the step that is being done.</param>
    /// <inheritdoc cref="IStylizer.Run" path="/exception"/>
    public static StylizeResult Run(
        Picture content,
        Picture style,
        StylizeOptions? options = null,
        IProgress<StylizeProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        using var stylizer = new Stylizer();
        return stylizer.Run(new StylizeRequest(content, style) { Options = options }, progress, cancellationToken);
    }

    /// <inheritdoc/>
    public StylizeResult Run(StylizeRequest request, IProgress<StylizeProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Here(() => Paint(request, progress, cancellationToken), request, cancellationToken);

    /// <inheritdoc/>
    public Task<StylizeResult> RunAsync(StylizeRequest request, IProgress<StylizeProgress>? progress = null, CancellationToken cancellationToken = default) =>
        OnOwnThread(() => Paint(request, progress, cancellationToken), request, cancellationToken);

    /// <inheritdoc/>
    public RunEstimate Estimate(StylizeRequest request, CancellationToken cancellationToken = default) =>
        Here(() => EstimateNow(request), request, cancellationToken);

    /// <inheritdoc/>
    public Task<RunEstimate> EstimateAsync(StylizeRequest request, CancellationToken cancellationToken = default) =>
        OnOwnThread(() => EstimateNow(request), request, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _networks.Dispose();

    /// <summary>Loads the network of options, so that its errors are known before the first run.</summary>
    internal void Load(StylizeOptions options)
    {
        options.Validate();
        if (!Unpainted.Is(options))
        {
            _networks.Take(options).Dispose();
        }
    }

    /// <summary>Runs the method once; a listener reads a reported picture before its report returns.</summary>
    internal static StylizeResult Run(
        StylizePictures pictures,
        StylizeOptions? options = null,
        IProgress<StylizeProgress>? progress = null,
        CheckpointSettings? checkpoints = null,
        CancellationToken stopEarly = default)
    {
        using var stylizer = new Stylizer();
        return stylizer.Run(new StylizeRequest(pictures) { Options = options, Checkpoints = checkpoints, StopEarly = stopEarly, LendsPictures = true }, progress, CancellationToken.None);
    }

    internal static StylizeResult Run(LoadedNetwork network, StylizePictures given, StylizeOptions options, IProgress<StylizeProgress>? progress = null) =>
        Run(network, given, options, new RunServices { Progress = progress });

    internal static StylizeResult Run(
        LoadedNetwork? network, StylizePictures given, StylizeOptions options, RunServices services, CancellationToken cancellationToken = default)
    {
        if (Unpainted.Run(given, options) is { } unpainted)
        {
            return unpainted;
        }

        using var run = new StylizeRun(network!, given, options, services);
        return run.Run(cancellationToken);
    }

    private StylizeOptions OptionsOf(StylizeRequest request)
    {
        _networks.Require(); // a caller may have waited for long
        var options = request.Options ?? _options;
        options.Validate();
        StyleErrors.Refuse(options, request.Pictures); // before the network is read
        return options;
    }

    private StylizeResult Paint(StylizeRequest request, IProgress<StylizeProgress>? progress, CancellationToken cancellationToken)
    {
        var options = OptionsOf(request);
        return RunTelemetry.Observe(_logger, request.Pictures.Content, options, () => Paint(request, options, progress, cancellationToken));
    }

    private StylizeResult Paint(StylizeRequest request, StylizeOptions options, IProgress<StylizeProgress>? progress, CancellationToken cancellationToken)
    {
        using var network = Unpainted.Is(options) ? null : _networks.Take(options);
        var services = new RunServices
        {
            Progress = progress,
            Checkpoints = request.Checkpoints,
            Styles = network?.Styles,
            StopEarly = request.StopEarly,
            LendsPictures = request.LendsPictures,
            Logger = _logger,
        };
        return Run(network?.Network, request.Pictures, options, services, cancellationToken);
    }

    private RunEstimate EstimateNow(StylizeRequest request)
    {
        var options = OptionsOf(request);
        if (options.Color == ColorMode.Only)
        {
            throw new OptionsException(new Message(
                MessageCodes.OptionInvalid, $"{new OptionName("color")} only paints nothing, so there is nothing to estimate", "color"));
        }

        using var shared = _networks.Take(options);
        var (network, pictures) = (shared.Network, request.Pictures);
        using var scope = NewDisposeScope();
        var scaled = new ImagePyramid(pictures, options);
        var scales = ScaleSchedule.For(pictures.Content.Width, pictures.Content.Height, options, network.Draft is not null, scaled.Earlier?.Scale.LongestSide ?? 0);
        scaled.RequireUsable(scales[0]);
        return RunEstimate.Of(MemoryPlan.For(scales, options, network, scaled.OtherPicturesAt), options, network, isTimed: true);
    }

    private T Here<T>(Func<T> work, StylizeRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        _networks.Require();
        _slots.Wait(cancellationToken);
        try
        {
            return work();
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task<T> OnOwnThread<T>(Func<T> work, StylizeRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        _networks.Require();
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Of its own, since dispose scopes belong to a thread.
            return await Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        }
        finally
        {
            _slots.Release();
        }
    }
}
