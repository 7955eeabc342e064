using System.Globalization;
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
        var tensors = new Dictionary<string, Tensor>();
        foreach (var (name, value) in student.Parameters)
        {
            tensors[$"weight/{name}"] = value;
            tensors[$"first/{name}"] = adam.First[name];
            tensors[$"second/{name}"] = adam.Second[name];
            tensors[$"average/{name}"] = adam.Average[name];
        }

        foreach (var (layer, basis) in bases)
        {
            tensors[$"basis/{layer}"] = basis.Directions;
        }

        for (var i = 0; i < harvest.Count; i++)
        {
            tensors[$"harvest/{i:0000}"] = harvest.Pictures[i];
        }

        var metadata = new Dictionary<string, string>(counts) { ["adam"] = Text(adam.Steps) };
        foreach (var (layer, basis) in bases)
        {
            metadata[$"scale/{layer}"] = Text(basis.Scale);
            metadata[$"share/{layer}"] = Text(basis.Share);
        }

        SafetensorsFile.Write(Path.Combine(folder, FileName), tensors, metadata);
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
        var (tensors, metadata) = SafetensorsFile.Read(path);
        foreach (var (name, parameter) in student.Parameters)
        {
            student.Set(name, tensors[$"weight/{name}"]);
            adam.First[name].copy_(tensors[$"first/{name}"]);
            adam.Second[name].copy_(tensors[$"second/{name}"]);
            adam.Average[name].copy_(tensors[$"average/{name}"]);
        }

        foreach (var tap in CompactDesign.Taps)
        {
            var directions = tensors[$"basis/{tap.Layer}"].to(adam.Average.Values.First().device).DetachFromDisposeScope();
            bases[tap.Layer] = new TapBasis(directions, Number(metadata, $"scale/{tap.Layer}"), Number(metadata, $"share/{tap.Layer}"));
        }

        foreach (var (_, picture) in tensors.Where(p => p.Key.StartsWith("harvest/", StringComparison.Ordinal)).OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            harvest.Add(picture);
        }

        adam.Steps = (int)Number(metadata, "adam");
        return metadata;
    }

    private static double Number(Dictionary<string, string> metadata, string key) => double.Parse(metadata[key], CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
