using System.Globalization;
using Atelier.Networks.Weights;
using static TorchSharp.torch;

namespace Atelier.Training;

/// <summary>Everything that a training needs to go on: weights, Adam's state, the taps' bases, the harvest, the counts.</summary>
internal static class Checkpoint
{
    /// <summary>The name of the file in the work folder.</summary>
    public const string FileName = "checkpoint.safetensors";

    /// <summary>Writes a checkpoint.</summary>
    public static void Save(string folder, Adam adam, StudentNetwork student, IReadOnlyDictionary<string, TapBasis> bases, Harvest harvest, IReadOnlyDictionary<string, string> counts)
    {
        var tensors = new List<NamedTensor>();
        foreach (var (name, value) in student.Parameters)
        {
            tensors.Add(Tensors.Named($"weight/{name}", value));
            tensors.Add(Tensors.Named($"first/{name}", adam.First[name]));
            tensors.Add(Tensors.Named($"second/{name}", adam.Second[name]));
            tensors.Add(Tensors.Named($"average/{name}", adam.Average[name]));
        }

        foreach (var (layer, basis) in bases)
        {
            tensors.Add(Tensors.Named($"basis/{layer}", basis.Directions));
        }

        for (var i = 0; i < harvest.Count; i++)
        {
            tensors.Add(Tensors.Named($"harvest/{i:0000}", harvest.Pictures[i], half: true));
        }

        var metadata = new Dictionary<string, string>(counts) { ["adam"] = Text(adam.Steps) };
        foreach (var (layer, basis) in bases)
        {
            metadata[$"scale/{layer}"] = Text(basis.Scale);
            metadata[$"share/{layer}"] = Text(basis.Share);
        }

        SafetensorsWriter.Write(Path.Combine(folder, FileName), tensors, metadata);
    }

    /// <summary>Reads a checkpoint into a training. Returns the counts; null where there is no checkpoint.</summary>
    public static IReadOnlyDictionary<string, string>? Load(string folder, Adam adam, StudentNetwork student, Dictionary<string, TapBasis> bases, Harvest harvest)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        using var scope = NewDisposeScope();
        using var file = WeightsFile.Open(path, InputConvention.Rgb01); // the student's, which it does not say
        var metadata = file.Metadata;
        foreach (var (name, parameter) in student.Parameters)
        {
            student.Set(name, Tensors.Read(file, $"weight/{name}"));
            adam.First[name].copy_(Tensors.Read(file, $"first/{name}"));
            adam.Second[name].copy_(Tensors.Read(file, $"second/{name}"));
            adam.Average[name].copy_(Tensors.Read(file, $"average/{name}"));
        }

        foreach (var tap in CompactDesign.Taps)
        {
            var directions = Tensors.Read(file, $"basis/{tap.Layer}").to(adam.Average.Values.First().device).DetachFromDisposeScope();
            bases[tap.Layer] = new TapBasis(directions, Number(metadata, $"scale/{tap.Layer}"), Number(metadata, $"share/{tap.Layer}"));
        }

        foreach (var name in file.Tensors.Select(t => t.Name).Where(n => n.StartsWith("harvest/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var picture = Tensors.Read(file, name);
            harvest.Add(picture);
        }

        adam.Steps = (int)Number(metadata, "adam");
        return metadata;
    }

    private static double Number(IReadOnlyDictionary<string, string> metadata, string key) => double.Parse(metadata[key], CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
