using System.CommandLine;
using Atelier.Imaging;
using Atelier.Networks;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Atelier.Benchmarks;

/// <summary>How much smaller the average is than the maximum in the poolings of VGG-19: what rescaled average pooling multiplies by.</summary>
internal static class PoolingRatio
{
    private const int Size = 512;

    // What each pooling layer is given.
    private static readonly string[] Inputs = ["relu1_2", "relu2_2", "relu3_4", "relu4_4", "relu5_4"];

    /// <summary>The command, ready to be added.</summary>
    public static Command Build()
    {
        var pictures = new Argument<string[]>("PICTURE") { Description = "picture files (default: the sample photographs)", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command(
            "pooling", "How much smaller the average is than the maximum in VGG-19's poolings: for each picture at 512 pixels, the mean of the maxima over the mean of the averages.")
        {
            pictures,
        };
        command.SetAction(words => Run(words.GetValue(pictures)!));
        return command;
    }

    private static int Run(string[] pictures)
    {
        var files = pictures.Length > 0 ? pictures : [.. SamplePair.Photographs()];
        using var network = NetworkLoader.Load(new StylizeOptions { Precision = Precision.Float32 }, orEmbedded: false);
        Console.WriteLine($"maximum / average        {string.Join("  ", Inputs.Select((_, i) => $"pool{i + 1}"))}   mean");
        var all = files.Select(file => Measure(network.Features, file)).ToArray();
        foreach (var (file, ratios) in files.Zip(all))
        {
            Print(Path.GetFileName(file), ratios);
        }

        Print("mean", [.. Inputs.Select((_, i) => all.Average(ratios => ratios[i]))]);
        return 0;
    }

    private static double[] Measure(FeatureNetwork network, string file)
    {
        using var scope = NewDisposeScope();
        var image = PictureTensors.ToTensor(Resized(Picture.Load(file)), network.Engine.Device);
        using var maps = network.Forward(image, Inputs);
        return [.. Inputs.Select(layer => (double)(max_pool2d(maps[layer], 2).mean() / avg_pool2d(maps[layer], 2).mean()).item<float>())];
    }

    private static Picture Resized(Picture picture)
    {
        var (width, height) = PictureResizer.SizeFor(picture.Width, picture.Height, Size);
        return PictureResizer.Resize(picture, width, height);
    }

    private static void Print(string name, double[] ratios) =>
        Console.WriteLine($"{name,-24} {string.Join("  ", ratios.Select(r => $"{r,5:F2}"))}  {ratios.Average(),5:F2}");
}
