using Atelier.Imaging;
using Atelier.Losses;
using Atelier.Networks;
using Atelier.Networks.Runtime;
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
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        options ??= new StylizeOptions();
        options.Validate();
        if (StyleFaults.Of(options, pictures.Styles.Count, pictures.Regions.Count) is { Count: > 0 } faults)
        {
            throw new OptionsException(faults);
        }

        if (Unpainted.Run(pictures, options) is { } unpainted)
        {
            return unpainted;
        }

        using var network = NetworkLoader.LoadForRun(options);
        return Run(network, pictures, options, progress, cancellationToken);
    }

    internal static StylizeResult Run(
        LoadedNetwork network,
        StylizePictures given,
        StylizeOptions options,
        IProgress<StylizeProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        if (Unpainted.Run(given, options) is { } unpainted)
        {
            return unpainted;
        }

        using var scope = NewDisposeScope();
        var pictures = new ScaledPictures(given, options);
        var scales = ScalePlan.For(pictures.Width, pictures.Height, options, isDrafted: network.Draft is not null);
        pictures.RequireUsable(scales[0]);
        MemoryNeed.Require(scales[^1], options, network.Features, pictures.LargestStyleAt(scales[^1]));

        var run = new RunState(scales, options, pictures, progress);
        var image = PictureTensors.ToTensor(pictures.Initial(scales[0]), network.Features.Engine.Device);
        using var optimizers = new OptimizerSequence(options);
        var dial = StrengthDial.For(options);

        for (var s = 0; s < scales.Count && !run.IsOver; s++)
        {
            TensorMemory.Trim();
            var features = scales[s].IsDraft ? network.Draft! : network.Features;
            using var objective = pictures.ObjectiveAt(scales[s], features);
            image = s == 0 ? image : pictures.Enlarge(image, scales[s - 1], scales[s], network.Features.Engine.Device);
            using var gauge = dial is null ? null : pictures.GaugeAt(scales[s], features);
            using var optimizer = optimizers.Next(image, painting => objective.Evaluate(painting, dial?.Balance ?? LossBalance.AsWeighted));
            var stopping = new StoppingRule(options.Until);

            for (var step = 1; step <= scales[s].Steps; step++)
            {
                var improving = optimizer.Step();
                run.Report(s, step, optimizer);
                if (run.ShouldStop(cancellationToken) || !improving || stopping.IsSatisfied(optimizer.Losses.Total))
                {
                    break;
                }

                if (dial is not null && StrengthDial.IsDue(s, step, scales[s].Steps))
                {
                    dial.Observe(gauge!.Measure(optimizer.Image));
                    optimizer.Renew();
                    stopping = new StoppingRule(options.Until);
                }
            }

            run.Finish(optimizer);
            image = optimizer.Image.clone();
            dial?.Observe(gauge!.Measure(image));
        }

        var painted = Enlarging.To(image, scales[^1]);
        var picture = pictures.Shown(painted, scales[^1], given.Content.Metadata);
        return run.Result(picture, network, dial?.Reached, options.NoGuard || run.IsCancelled ? [] : ResultGuard.Check(painted, picture, given));
    }
}
