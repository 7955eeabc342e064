using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Atelier;
using Atelier.Benchmarks;
using Atelier.Imaging;
using Atelier.Looks;
using Atelier.Networks;

var folder = new Option<string>("--folder") { Description = "where the pictures, sheets and the key are written", Required = true };
var vgg = new Option<string>("--vgg19") { Description = "VGG-19, with which the candidates vgg19, best and recipe paint", DefaultValueFactory = _ => "vgg19" };
var size = new Option<int>("--size") { Description = "the longest side", DefaultValueFactory = _ => 512 };
var seed = new Option<int>("--seed") { Description = "the seed of the order on the sheets", DefaultValueFactory = _ => 1 };
var pairs = new Option<string[]>("--pair") { Description = "a pair beside those of the sample pictures, as NAME=CONTENT:STYLE" };
var names = new Argument<string[]>("CANDIDATES")
{
    Description = $"what is compared: {string.Join(", ", Candidates.All.Keys)}, or the name of a folder in --folder with a picture PAIR.png a pair",
    Arity = ArgumentArity.OneOrMore,
};
var command = new RootCommand("Paints a fixed set of pairs, prints measures of the pictures that no loss knows, and writes sheets in random order.") { folder, vgg, size, seed, pairs, names };
command.SetAction(words => Run(
    words.GetValue(folder)!, words.GetValue(vgg)!, words.GetValue(size), words.GetValue(seed), words.GetValue(names)!,
    [.. LookPair.OfSamples(), .. (words.GetValue(pairs) ?? []).Select(p => LookPair.Of(p) ?? throw new ArgumentException($"--pair: expected NAME=CONTENT:STYLE, not \"{p}\"."))]));
return BenchmarkProgram.Run(command, args);

// Prints one line a picture, as a table.
static void Run(string folder, string vgg, int size, int seed, string[] names, LookPair[] pairs)
{
    Directory.CreateDirectory(folder);
    var sheet = new LookSheet(folder, seed);
    using var network = NetworkLoader.Load(new StylizeOptions { Network = vgg, Precision = Precision.Float32, Device = DeviceChoice.Cpu });
    using var resNet = new ResNet();
    var features = new FeatureMeasures(network);
    Console.WriteLine("| Pair | Candidate | Foreign | Missing | Fréchet | Content | Frame | Grain | Most used | Largest piece | Time |");
    Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    foreach (var pair in pairs)
    {
        var (photograph, style) = (Sized(Picture.Load(pair.Content), size), Sized(Picture.Load(pair.Style), size));
        var ofStyle = resNet.Patches(style);
        Dictionary<string, Picture> painted = [];
        foreach (var name in names)
        {
            var (picture, seconds) = Painted(folder, vgg, size, name, pair);
            painted[name] = picture;
            var patches = resNet.Patches(picture);
            var (mostUsed, largest) = features.Neighbours(picture, style);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {pair.Name} | {name} | {PatchDistances.Nearest(patches, ofStyle):F3} | {PatchDistances.Nearest(ofStyle, patches):F3} | {PatchDistances.Frechet(patches, ofStyle):F3} | {features.Content(picture, photograph):F3} | {PictureMeasures.Frame(picture, photograph):F3} | {PictureMeasures.Grain(picture) / PictureMeasures.Grain(style):F2} | {100 * mostUsed:F2} % | {100 * largest:F2} % | {(seconds is { } s ? $"{s:F0} s" : "–")} |"));
        }

        sheet.Add(pair.Name, [photograph, style], painted);
    }
}

// What is there already is not painted again.
static (Picture Picture, double? Seconds) Painted(string folder, string vgg, int size, string name, LookPair pair)
{
    var path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, name)).FullName, pair.Name + ".png");
    if (File.Exists(path))
    {
        return (Picture.Load(path), null);
    }

    var options = Candidates.All[name] with { Size = size };
    options = options with { Network = options.Network == "compact" ? "compact" : vgg };
    using var network = NetworkLoader.Load(options);
    var watch = Stopwatch.StartNew();
    var result = Stylizer.Run(network, new StylizePictures(Picture.Load(pair.Content), Picture.Load(pair.Style)), options);
    var seconds = watch.Elapsed.TotalSeconds;
    result.Picture.Save(path);
    return (Picture.Load(path), seconds);
}

static Picture Sized(Picture picture, int size)
{
    var factor = Math.Min(1, (double)size / picture.LongestSide);
    return PictureResizer.Resize(picture, (int)Math.Round(picture.Width * factor), (int)Math.Round(picture.Height * factor));
}
