using System.CommandLine;
using System.Runtime.InteropServices;
using Atelier.Networks;
using Atelier.Training;
using static TorchSharp.torch;

var defaults = new TrainingOptions();
var teacher = Text("--teacher", defaults.Teacher, "the teacher's weights, .safetensors");
var photos = Text("--photos", defaults.Photos, "a folder of photographs");
var paintings = Text("--paintings", defaults.Paintings, "a folder of paintings");
var work = Text("--work", defaults.Work, "where checkpoints and log go; goes on from a checkpoint there");
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

var train = new Command("train", "Trains, or goes on training, and exports the network.")
{
    teacher, photos, paintings, work, export, steps, batch, side, reuse, rate, gram, natural, every, refit, seed, threads, device, float32,
};
train.SetAction(parsed =>
{
    var engine = Begin(parsed);
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
    using var trainer = new Trainer(options, engine, new TrainingLog(options.Work));
    trainer.Run(stop.Token);
});

return new RootCommand("Distils VGG-19 into the small network that Atelier embeds.") { train }.Parse(args).Invoke();

Engine Begin(ParseResult parsed)
{
    var engine = Engine.Choose(DeviceChoice.Parse(parsed.GetValue(device)!), parsed.GetValue(float32) ? Precision.Float32 : Precision.BFloat16);
    if (parsed.GetValue(threads) > 0)
    {
        set_num_threads(parsed.GetValue(threads));
    }

    return engine;
}

static Option<string> Text(string name, string value, string description) =>
    new(name) { Description = description, DefaultValueFactory = _ => value };

static Option<T> Number<T>(string name, T value, string description) =>
    new(name) { Description = description, DefaultValueFactory = _ => value };
