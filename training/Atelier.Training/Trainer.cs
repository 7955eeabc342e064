using System.Diagnostics;
using System.Globalization;
using Atelier.Networks;
using static TorchSharp.torch;

namespace Atelier.Training;

/// <summary>
/// Distils the teacher into the student: a least-squares start, steps on natural crops, then steps on crops of which half
/// come from pictures that optimisation with the student made.
/// </summary>
internal sealed class Trainer : IDisposable
{
    private const int LogEvery = 50;

    private readonly TrainingOptions _options;
    private readonly Engine _engine;
    private readonly TrainingLog _log;
    private readonly FeatureNetwork _teacher;
    private readonly StudentNetwork _student;
    private readonly Adam _adam;
    private readonly Harvest _harvest = new();
    private readonly Dictionary<string, TapBasis> _bases = [];
    private readonly DistillationLoss _loss;
    private readonly PictureLibrary _photos;
    private readonly PictureLibrary _paintings;
    private readonly CropSampler _sampler;
    private readonly Stopwatch _watch = new();
    private readonly Random _random;
    private int _step;
    private readonly double _hoursBefore;

    /// <summary>Loads everything; goes on from a checkpoint where there is one, otherwise makes the start.</summary>
    public Trainer(TrainingOptions options, Engine engine, TrainingLog log)
    {
        (_options, _engine, _log) = (options, engine, log);
        manual_seed(options.Seed);
        _random = new Random(options.Seed);
        _teacher = Teacher.Load(options.Teacher, engine);
        _student = new StudentNetwork(engine);
        _adam = new Adam(_student.Parameters);
        _loss = new DistillationLoss(options.GramWeight);
        _photos = new PictureLibrary(options.Photos, [280, 512], options.Side);
        _paintings = new PictureLibrary(options.Paintings, [256, 360, 512], options.Side);
        _sampler = new CropSampler(_photos, _paintings, _harvest, options.Side);
        log.Say($"{_photos.Files.Count} photographs, {_paintings.Files.Count} paintings; "
            + $"{_student.Parameters.Values.Sum(p => p.numel()):N0} weights, {CompactDesign.MultiplyAddsPerPixel / 1000:0.0} k multiply-adds a pixel");
        if (Checkpoint.Load(options.Work, _adam, _student, _bases, _harvest) is { } counts)
        {
            _step = int.Parse(counts["step"], CultureInfo.InvariantCulture);
            _hoursBefore = double.Parse(counts["hours"], CultureInfo.InvariantCulture);
            _random = new Random(options.Seed + _step);
            manual_seed(options.Seed + _step);
            log.Say($"goes on from step {_step}, {_harvest.Count} harvested pictures");
            if (options.Refit)
            {
                FitAll();
            }
        }
        else
        {
            Start();
        }
    }

    private double Hours => _hoursBefore + _watch.Elapsed.TotalHours;

    private int NaturalSteps => (int)(_options.NaturalShare * _options.Steps);

    /// <summary>Trains to the last step, or until it is told to stop; leaves a checkpoint and the exported network.</summary>
    public void Run(CancellationToken stop)
    {
        _watch.Start();
        var batches = new Queue<(Tensor Crops, Dictionary<string, Tensor> Targets)>();
        while (_step < _options.Steps && !stop.IsCancellationRequested)
        {
            if (_harvest.Count == 0 && _step >= NaturalSteps)
            {
                EnterOwnPictures();
            }
            else if (_harvest.Count > 0 && _step % _options.PairEvery == 0)
            {
                Grow();
            }

            if (_step % _options.Reuse == 0 || batches.Count == 0)
            {
                batches.Enqueue(NextBatch());
            }

            var batch = batches.Dequeue();
            Step(batch.Crops, batch.Targets);
            Requeue(batches, batch);
            _step++;
            if (_step % LogEvery == 0)
            {
                _log.Figures(_step, (long)_step * _options.Batch, Hours, Rate(), _loss.Errors);
            }

            if (_step % _options.CheckpointEvery == 0)
            {
                Save();
            }
        }

        Save();
    }

    /// <inheritdoc/>
    public void Dispose() => _teacher.Dispose();

    // Sixteen batches wait between two uses of the same one, so that steps in a row see different crops.
    private void Requeue(Queue<(Tensor Crops, Dictionary<string, Tensor> Targets)> batches, (Tensor Crops, Dictionary<string, Tensor> Targets) batch)
    {
        const int Waiting = 16;
        if (_options.Reuse > 1 && batches.Count < Waiting)
        {
            batches.Enqueue(batch);
            return;
        }

        batch.Crops.Dispose();
        foreach (var target in batch.Targets.Values)
        {
            target.Dispose();
        }
    }

    private double Rate()
    {
        const int WarmUp = 100;
        var falling = 0.5 * (1 + Math.Cos(Math.PI * _step / _options.Steps));
        return _options.Rate * falling * Math.Min(1, (_adam.Steps + 1.0) / WarmUp);
    }

    private void Step(Tensor crops, Dictionary<string, Tensor> targets)
    {
        using var scope = NewDisposeScope();
        var loss = _loss.Evaluate(_student.Taps(crops), targets);
        loss.backward();
        _adam.Step(Rate());
    }

    private (Tensor Crops, Dictionary<string, Tensor> Targets) NextBatch()
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        var crops = Crops(_options.Batch, _harvest.Count > 0 ? _options.Batch / 2 : 0);
        var activations = _teacher.Activations(crops, [.. _bases.Keys]);
        var targets = activations.ToDictionary(p => p.Key, p => _bases[p.Key].Project(p.Value).DetachFromDisposeScope());
        return (crops.DetachFromDisposeScope(), targets);
    }

    private Tensor Crops(int count, int harvested) => _sampler.Batch(count, harvested, _random).to(_engine.Device);

    private void Start()
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (layer, basis) in TapBasis.Measure(_teacher, [.. FitBatches().Take(_options.FitBatches / 2)]))
        {
            _bases[layer] = basis;
            _log.Say($"{layer}: {basis.Directions.shape[0]} directions hold {basis.Share:P1}, scale {basis.Scale:0.00}");
        }

        FitAll();
    }

    private void EnterOwnPictures()
    {
        for (var i = 0; i < _options.FirstPairs; i++)
        {
            Grow();
        }

        if (_adam.Steps == 0)
        {
            FitAll(); // nothing is lost: the weights are those of a fit to natural crops
            return;
        }

        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (name, value) in _adam.Average)
        {
            _student.Set(name, value);
        }

        new StudentStart(_teacher, _student, _bases).FitTaps(FitBatches(), _log.Say);
        _adam.Restart();
    }

    private void FitAll()
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        new StudentStart(_teacher, _student, _bases).Fit(FitBatches(), _log.Say);
        _adam.Restart();
        Save();
    }

    private List<Tensor> FitBatches() =>
        [.. Enumerable.Range(0, _options.FitBatches).Select(_ => Crops(_options.FitBatch, _harvest.Count > 0 ? _options.FitBatch / 2 : 0))];

    private void Grow()
    {
        using var student = StudentEngine.Of(_adam.Average, _bases, _engine, new StylizeOptions().Padding);
        var left = _harvest.Grow(student, _photos, _paintings, _random);
        _log.Say($"a pair, loss left {left:0.0000}; {_harvest.Count} pictures");
    }

    private void Save()
    {
        var counts = new Dictionary<string, string>
        {
            ["step"] = _step.ToString(CultureInfo.InvariantCulture),
            ["hours"] = Hours.ToString("0.0000", CultureInfo.InvariantCulture),
        };
        Checkpoint.Save(_options.Work, _adam, _student, _bases, _harvest, counts);
        StudentExport.Write(_options.Export, _adam.Average, _bases, Record());
    }

    private Dictionary<string, string> Record() => new()
    {
        ["training"] = string.Create(
            CultureInfo.InvariantCulture,
            $"{_step} steps of {_options.Batch} crops of {_options.Side} pixels, each batch used {_options.Reuse} times; {Hours:0.00} hours; "
            + $"{_photos.Files.Count} photographs, {_paintings.Files.Count} paintings; from step {NaturalSteps} half of each batch from pictures optimised with the student"),
        ["seed"] = _options.Seed.ToString(CultureInfo.InvariantCulture),
        ["errors"] = string.Join(", ", _loss.Errors.Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Key} {e.Value:0.0000}"))),
    };
}
