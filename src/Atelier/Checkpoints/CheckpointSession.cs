using Atelier.Imaging;
using Atelier.Losses;
using Atelier.Networks;
using Atelier.Networks.Runtime;
using Atelier.Optimization;
using Atelier.Recipes;
using static TorchSharp.torch;

namespace Atelier.Checkpoints;

/// <summary>Keeps the checkpoint of a run up to date, and brings a run to where a checkpoint was written. Does nothing where none is asked for.</summary>
internal sealed class CheckpointSession : IDisposable
{
    /// <summary>The name of the picture among the arrays.</summary>
    public const string ImageName = "image";

    /// <summary>The name of the preview that the picture is held to.</summary>
    public const string PreviewName = "preview";

    /// <summary>How the names of the maps of neighbours begin; the number of the area follows.</summary>
    public const string NeighboursName = "neighbours.";

    private readonly CheckpointSettings? _settings;
    private readonly RunState _run;
    private readonly StrengthController? _strength;
    private readonly PreviewConstraint _preview;
    private CheckpointHeader _header;
    private readonly CheckpointHeader? _resumed;
    private readonly CheckpointFile? _saved; // until its arrays are read
    private long _written;
    private TimeSpan _took; // to write the last one that had any step in it
    private bool _hasFirst;
    private bool _hasWarned;

    /// <param name="settings">What is asked for; null for nothing.</param>
    /// <param name="network">The network.</param>
    /// <param name="pictures">The pictures.</param>
    /// <param name="options">The options.</param>
    /// <param name="scales">How many scales there are.</param>
    /// <param name="run">The run, which counts on from a checkpoint.</param>
    /// <param name="strength">The strength controller, whose state is restored; null where no strength is asked for.</param>
    /// <param name="preview">The preview constraint, whose picture is restored.</param>
    /// <exception cref="CheckpointException">The checkpoint to go on from is damaged, or that of another run.</exception>
    /// <exception cref="PictureException">There is no place for checkpoints where they shall go.</exception>
    public CheckpointSession(
        CheckpointSettings? settings,
        LoadedNetwork network,
        StylizePictures pictures,
        StylizeOptions options,
        int scales,
        RunState run,
        StrengthController? strength,
        PreviewConstraint preview)
    {
        (_settings, _run, _strength, _preview) = (settings, run, strength, preview);
        _header = new CheckpointHeader
        {
            Format = CheckpointHeader.CurrentFormat,
            Version = Recipe.CurrentVersion,
            Run = settings is null ? new RunIdentity(new Dictionary<string, string?>(), [], "", "", false, "") : RunIdentity.Of(network, pictures, options),
            Scale = 0,
            Scales = scales,
            Step = 0,
            Figures = run.Figures,
            RecipeJson = settings?.Recipe?.ToJson(FolderOf(settings.Path)),
            Notes = settings?.Notes ?? new Dictionary<string, string>(),
        };
        if (settings is null)
        {
            return;
        }

        Checkpoint.CheckTarget(settings.Path);
        if (settings.ResumeFrom is { } from)
        {
            _saved = OpenSame(from);
            _resumed = _saved.Header;
            run.Resume(_resumed.Figures);
            if (_resumed.Strength is { } state)
            {
                strength?.Restore(state);
            }

            if (_saved.Has(PreviewName))
            {
                using var scope = NewDisposeScope();
                preview.Restore(_saved.Read(PreviewName, network.Features.Engine.Device));
            }

            _written = _run.Time.GetTimestamp();
        }
    }

    /// <summary>How the run that is resumed computes each scale; null for a new run.</summary>
    public IReadOnlyList<ScaleMethod>? Methods => _resumed?.Methods;

    /// <summary>
    /// Notes how the run computes its scales, once it is known that the memory suffices, and writes the first checkpoint of a new run. A
    /// resumed run that computes a scale in another way cannot promise the same bytes, and says so.
    /// </summary>
    /// <param name="memory">The plan.</param>
    public void Begin(MemoryPlan memory)
    {
        IReadOnlyList<ScaleMethod> methods = [.. memory.Scales.Select(s => s.Method)];
        _header = _header with { Methods = methods };
        if (_resumed is null)
        {
            Write(_header, []);
            return;
        }

        for (var s = _resumed.Scale; s < Math.Min(methods.Count, _resumed.Methods.Count); s++)
        {
            if (_resumed.Methods[s].GivesSameBytesAs(methods[s]))
            {
                continue;
            }

            var scale = memory.Scales[s].Scale;
            _run.Warn(new Message(
                MessageCodes.ResumedDifferently,
                $"From {scale.Width}×{scale.Height} on the run is computed in another way than before the pause, since the memory is another ({MemorySize.Text(memory.Budget)}): the picture may differ in its last bits. The same {new OptionName("memory")} and {new OptionName("scratch")} keep them.",
                "memory"));
            return;
        }
    }

    /// <summary>The scale to begin at, from 0; one past the last where the run is finished.</summary>
    public int FirstScale => _resumed?.Scale ?? 0;

    private bool HasImage => _saved?.Has(ImageName) == true;

    /// <summary>Reads the picture to begin with, at that scale, (1, 3, H, W); null before the first step.</summary>
    /// <param name="device">Where it is wanted.</param>
    /// <param name="scratch">Where it lies; null for memory.</param>
    public Tensor? ReadImage(Device device, TensorScratch? scratch) => HasImage ? _saved!.Read(ImageName, device, scratch) : null;

    /// <summary>Brings what a scale begins with to where the checkpoint was written, if that was at this scale.</summary>
    /// <returns>The steps that are done already.</returns>
    public int Restore(int scale, Objective objective, IPixelOptimizer optimizer, StoppingRule stopping)
    {
        if (_saved is null || _resumed is null || scale != _resumed.Scale)
        {
            return 0;
        }

        if (HasImage)
        {
            optimizer.Restore(new SavedState(_resumed.Optimizer, _saved.ShapeOf, _saved.ReadInto), _resumed.Losses);
            stopping.Restore(_resumed.Window);
            using var scope = NewDisposeScope();
            objective.Restore([.. objective.Neighbours.Select((_, area) => _saved.Read($"{NeighboursName}{area}"))]);
        }

        _saved.Dispose(); // else not every system lets the next one take its place
        return _resumed.Step;
    }

    /// <summary>To be called after each step; writes a checkpoint when it is due, or when the run ends early.</summary>
    /// <param name="scale">The scale, from 0.</param>
    /// <param name="step">The steps done at it; all of them where it ends now.</param>
    /// <param name="objective">Its losses, whose neighbours are kept.</param>
    /// <param name="optimizer">Its optimiser.</param>
    /// <param name="stopping">Its stopping rule.</param>
    /// <param name="endsScale">Whether the scale ends with this step, and another comes next.</param>
    public void Keep(int scale, int step, Objective objective, IPixelOptimizer optimizer, StoppingRule stopping, bool endsScale)
    {
        if (_settings is null || (!_run.IsOver && !IsDue(_settings, endsScale)))
        {
            return;
        }

        var began = _run.Time.GetTimestamp();
        using var scope = NewDisposeScope();
        var state = optimizer.State;
        Write(
            _header with
            {
                Scale = scale,
                Step = step,
                Figures = _run.Figures,
                Losses = optimizer.Losses,
                Optimizer = state.Numbers,
                Window = stopping.Losses,
                Strength = _strength?.State,
            },
            new Dictionary<string, Tensor>([
                .. state.Tensors,
                .. objective.Neighbours.Select((map, area) => KeyValuePair.Create($"{NeighboursName}{area}", map.to(ScalarType.Float32))), // exact below 2²⁴
                KeyValuePair.Create(ImageName, optimizer.Image),
            ]));
        (_took, _hasFirst) = (_run.Time.GetElapsedTime(began), true);
    }

    /// <summary>To be called with the picture of the last scale; a run that ended early has its checkpoint already.</summary>
    public void Finish(Tensor image)
    {
        if (!_run.IsOver && _resumed is not { IsFinished: true })
        {
            Write(_header with { Scale = _header.Scales, Figures = _run.Figures, Strength = _strength?.State }, new Dictionary<string, Tensor> { [ImageName] = image });
        }
    }

    /// <summary>Closes the checkpoint that the run went on from.</summary>
    public void Dispose() => _saved?.Dispose();

    private bool IsDue(CheckpointSettings settings, bool endsScale)
    {
        var since = _run.Time.GetElapsedTime(_written);
        if (!_hasFirst && settings.First is { } first && first < settings.Every)
        {
            return since >= first || (endsScale && since >= first / 5); // a file takes some milliseconds, however little is in it
        }

        return since >= settings.Every && since * settings.LargestShare >= _took * (1 - settings.LargestShare);
    }

    private static string FolderOf(string path) => Path.GetDirectoryName(PictureFile.Resolve(path))!;

    private void Write(CheckpointHeader header, Dictionary<string, Tensor> tensors)
    {
        if (_settings is not { } settings)
        {
            return;
        }

        if (_preview.Image is { } preview)
        {
            tensors[PreviewName] = preview;
        }

        try
        {
            CheckpointWriter.Write(settings.Path, header, tensors);
            RunTelemetry.CheckpointWritten(_run.Logger, settings.Path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            RunTelemetry.CheckpointFailed(_run.Logger, error, settings.Path);
            if (!_hasWarned)
            {
                _hasWarned = true;
                var last = File.Exists(settings.Path) ? ", and the last good one stays" : "";
                (settings.Warn ?? _run.Warn)(new Message(
                    MessageCodes.NotKeptSafe,
                    $"The checkpoint {new FileName(settings.Path!)} could not be written ({PictureFile.Reason(error, settings.Path!)}): the run goes on{last}."));
            }
        }

        _written = _run.Time.GetTimestamp();
    }

    private CheckpointFile OpenSame(string path)
    {
        var file = CheckpointFile.Open(path);
        try
        {
            file.Header.RequireThisVersion(path);
            var differences = _header.Run.DifferencesFrom(file.Header.Run);
            return differences.Count == 0
                ? file
                : throw new CheckpointException(new Message(
                    MessageCodes.CheckpointOfOtherRun,
                    $"The checkpoint {new FileName(path)} is that of another run: {Message.Join("; ", differences)}. Give the same again, or start the run anew."));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
