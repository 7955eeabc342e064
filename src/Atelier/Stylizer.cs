using Atelier.Checkpoints;
using Atelier.Imaging;
using Atelier.Networks;
using Atelier.Optimization;
using static TorchSharp.torch;

namespace Atelier;

/// <summary>Repaints a content picture in the manner of a style picture (Gatys, Ecker and Bethge 2016).</summary>
public static class Stylizer
{
    /// <summary>Runs the method to its end, or until it is cancelled. Synchronous: call it from a thread that may be busy.</summary>
    /// <param name="content">The picture that says what is painted.</param>
    /// <param name="style">The picture that says how.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="progress">Told of every step, synchronously, on the calling thread.</param>
    /// <param name="cancellationToken">Ends the run early; the best picture so far is still returned.</param>
    /// <exception cref="OptionsException">An option is out of range, or names a layer that the network does not have.</exception>
    /// <exception cref="PictureException">A picture is too small or too narrow, a mask is empty, or the first picture cannot be read.</exception>
    /// <exception cref="NetworkException">No network is found, or its file cannot be trusted.</exception>
    /// <exception cref="StylizeException">The engine or the device is missing, memory is too small, or the loss is no number.</exception>
    public static StylizeResult Run(
        Picture content,
        Picture style,
        StylizeOptions? options = null,
        IProgress<StylizeProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(style);
        return Run(new StylizePictures(content, style), options, progress, cancellationToken);
    }

    /// <summary>Runs the method with any number of styles, each for all of the content picture or for a part of it.</summary>
    /// <param name="pictures">The content picture, the styles and the regions.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="progress">Told of every step, synchronously, on the calling thread.</param>
    /// <param name="cancellationToken">Ends the run early; the best picture so far is still returned.</param>
    /// <inheritdoc cref="Run(Picture, Picture, StylizeOptions?, IProgress{StylizeProgress}?, CancellationToken)" path="/exception"/>
    public static StylizeResult Run(
        StylizePictures pictures,
        StylizeOptions? options = null,
        IProgress<StylizeProgress>? progress = null,
        CancellationToken cancellationToken = default) => Run(pictures, options, progress, null, cancellationToken);

    /// <summary>
    /// Runs the method as a run that survives: its state is kept in a file, from which it goes on with the same bytes. To pause it from a
    /// program, cancel it: when this returns, the checkpoint of the last step is written.
    /// </summary>
    /// <param name="pictures">The content picture, the styles and the regions.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="progress">Told of every step, synchronously, on the calling thread.</param>
    /// <param name="checkpoints">Where and how often its state is written, and what it goes on from; null for no checkpoints.</param>
    /// <param name="cancellationToken">Ends the run early; the best picture so far is still returned.</param>
    /// <exception cref="CheckpointException">The checkpoint to go on from is missing, damaged, or that of another run.</exception>
    /// <inheritdoc cref="Run(Picture, Picture, StylizeOptions?, IProgress{StylizeProgress}?, CancellationToken)" path="/exception"/>
    public static StylizeResult Run(
        StylizePictures pictures,
        StylizeOptions? options,
        IProgress<StylizeProgress>? progress,
        CheckpointSettings? checkpoints,
        CancellationToken cancellationToken = default)
    {
        options ??= new StylizeOptions();
        options.Validate();
        StyleErrors.Refuse(options, pictures); // before the network is read
        using var session = new StylizeSession(options);
        return session.Run(pictures, progress, checkpoints, cancellationToken);
    }

    /// <summary>What a run would take, from a short calibration on this machine: some steps of a small picture.</summary>
    /// <param name="pictures">The content picture, the styles and the regions.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <inheritdoc cref="Run(Picture, Picture, StylizeOptions?, IProgress{StylizeProgress}?, CancellationToken)" path="/exception"/>
    public static RunEstimate Estimate(StylizePictures pictures, StylizeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        options ??= new StylizeOptions();
        options.Validate();
        if (options.Color == ColorMode.Only)
        {
            throw new OptionsException(new Message(
                MessageCodes.OptionInvalid, $"{new OptionName("color")} only paints nothing, so there is nothing to estimate", "color"));
        }

        using var network = NetworkLoader.LoadForRun(options);
        using var scope = NewDisposeScope();
        var scaled = new ImagePyramid(pictures, options);
        var scales = ScaleSchedule.For(pictures.Content.Width, pictures.Content.Height, options, network.Draft is not null, scaled.Earlier?.Scale.LongestSide ?? 0);
        scaled.RequireUsable(scales[0]);
        return RunEstimate.Of(MemoryPlan.For(scales, options, network, scaled.OtherPicturesAt), options, network, isTimed: true);
    }

    internal static StylizeResult Run(
        LoadedNetwork network,
        StylizePictures given,
        StylizeOptions options,
        IProgress<StylizeProgress>? progress = null,
        CancellationToken cancellationToken = default) => Run(network, given, options, new RunServices { Progress = progress }, cancellationToken);

    internal static StylizeResult Run(
        LoadedNetwork network, StylizePictures given, StylizeOptions options, RunServices services, CancellationToken cancellationToken = default)
    {
        if (Unpainted.Run(given, options) is { } unpainted)
        {
            return unpainted;
        }

        using var run = new StylizeRun(network, given, options, services);
        return run.Run(cancellationToken);
    }
}
