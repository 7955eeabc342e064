using System.CommandLine;
using System.Runtime.InteropServices;
using Atelier.Networks.Runtime;
using Atelier.Training;
using static TorchSharp.torch;

var defaults = new TrainingOptions();
var teacher = Text("--teacher", defaults.Teacher, "the teacher's weights, .safetensors");
var photos = Text("--photos", defaults.Photos, "a folder of photographs");
var paintings = Text("--paintings", defaults.Paintings, "a folder of paintings");
var work = Text("--work", defaults.Work, "where checkpoints, log and evaluations go; goes on from a checkpoint there");
var export = Text("--export", defaults.Export, "the exported network");
var steps = Number("--steps", defaults.Steps, "steps in all");
var batch = Number("--batch", defaults.Batch, "crops of a step");
var side = Number("--side", defaults.Side, "side of a crop in pixels");
var reuse = Number("--reuse", defaults.Reuse, "how often each batch is trained on, 1 or 2");
var rate = Number("--rate", defaults.Rate, "highest step size of Adam");
var gram = Number("--gram-weight", defaults.GramWeight, "weight of Gram matrices in the loss");
var natural = Number("--natural-share", defaults.NaturalShare, "share of the steps before the student's own pictures come in");
var every = Number("--pair-every", defaults.PairEvery, "steps between new pairs optimised with the student");
var refit = new Option<bool>("--refit") { Description = "before going on, fit all weights anew by least squares" };
var seed = Number("--seed", defaults.Seed, "seed of everything random");
var threads = Number("--threads", defaults.Threads, "threads of the CPU; 0: all");
var device = Text("--device", defaults.Device, "cpu or cuda");
var float32 = new Option<bool>("--float32") { Description = "run the networks in float32, not bfloat16" };
var size = Number("--size", 224, "longest side of the pictures of an evaluation");
var iterations = Number("--iterations", 150, "steps of L-BFGS of an evaluation");
var name = Text("--name", "compact", "name of the pictures of an evaluation");
var pair = new Argument<string[]>("pictures") { Description = "content and style pictures in turn", Arity = ArgumentArity.OneOrMore };

var train = new Command("train", "Trains, or goes on training, and exports the network.")
{
    teacher, photos, paintings, work, export, steps, batch, side, reuse, rate, gram, natural, every, refit, seed, threads, device, float32,
};
train.SetAction(parsed =>
{
    var compute = Begin(parsed);
    var options = new TrainingOptions
    {
        Teacher = parsed.GetValue(teacher)!,
        Photos = parsed.GetValue(photos)!,
        Paintings = parsed.GetValue(paintings)!,
        Work = parsed.GetValue(work)!,
        Export = parsed.GetValue(export)!,
        Steps = parsed.GetValue(steps),
        Batch = parsed.GetValue(batch),
        Side = parsed.GetValue(side),
        Reuse = parsed.GetValue(reuse),
        Rate = parsed.GetValue(rate),
        GramWeight = parsed.GetValue(gram),
        NaturalShare = parsed.GetValue(natural),
        PairEvery = parsed.GetValue(every),
        Refit = parsed.GetValue(refit),
        Seed = parsed.GetValue(seed),
    };
    Directory.CreateDirectory(options.Work);
    using var stop = new CancellationTokenSource();
    void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        stop.Cancel();
    }

    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    using var trainer = new Trainer(options, compute, new TrainingLog(options.Work));
    trainer.Run(stop.Token);
});

var evaluate = new Command("evaluate", "Repaints pairs with the exported network and with the teacher, which judges both.")
{
    teacher, export, work, size, iterations, name, threads, device, float32, pair,
};
evaluate.SetAction(parsed =>
{
    var compute = Begin(parsed);
    var folder = parsed.GetValue(work)!;
    var student = StudentReader.OfFile(parsed.GetValue(export)!, compute);
    var evaluation = new PairEvaluation(parsed.GetValue(teacher)!, compute, folder);
    foreach (var pictures in parsed.GetValue(pair)!.Chunk(2))
    {
        new TrainingLog(folder).Say(evaluation.Evaluate(
            student, pictures[0], pictures[1], parsed.GetValue(size), parsed.GetValue(iterations), parsed.GetValue(name)!));
    }
});

return new RootCommand("Distils VGG-19 into the small network that Atelier embeds.") { train, evaluate }.Parse(args).Invoke();

Compute Begin(ParseResult parsed)
{
    TorchRuntime.Start();
    if (parsed.GetValue(threads) > 0)
    {
        set_num_threads(parsed.GetValue(threads));
    }

    return new Compute(new Device(parsed.GetValue(device)!), parsed.GetValue(float32) ? ScalarType.Float32 : ScalarType.BFloat16);
}

static Option<string> Text(string name, string value, string description) =>
    new(name) { Description = description, DefaultValueFactory = _ => value };

static Option<T> Number<T>(string name, T value, string description) =>
    new(name) { Description = description, DefaultValueFactory = _ => value };
