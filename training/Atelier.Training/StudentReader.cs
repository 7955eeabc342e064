using static TorchSharp.torch;

namespace Atelier.Training;

/// <summary>Readers of features for style transfer, in the teacher's units.</summary>
internal static class StudentReader
{
    /// <summary>The student's, from a frozen copy of its weights.</summary>
    public static FeatureReader Of(IReadOnlyDictionary<string, Tensor> weights, IReadOnlyDictionary<string, TapBasis> bases, Compute compute)
    {
        var frozen = new StudentNetwork(compute, weights);
        return picture => frozen.Taps(picture).ToDictionary(t => t.Key, t => t.Value * bases[t.Key].Scale);
    }

    /// <summary>That of an exported file.</summary>
    public static FeatureReader OfFile(string path, Compute compute)
    {
        var (tensors, _) = SafetensorsFile.Read(path);
        var frozen = new StudentNetwork(compute, tensors.Where(t => !t.Key.EndsWith(".scale", StringComparison.Ordinal)).ToDictionary());
        var scales = CompactDesign.Taps.ToDictionary(t => t.Layer, t => tensors[StudentNetwork.TapName(t.Layer) + ".scale"].item<float>());
        return picture => frozen.Taps(picture).ToDictionary(t => t.Key, t => t.Value * scales[t.Key]);
    }

    /// <summary>The teacher's.</summary>
    public static FeatureReader Of(TeacherNetwork teacher)
    {
        var layers = CompactDesign.Taps.Select(t => t.Layer).ToList();
        return picture => teacher.Activations(picture, layers);
    }
}
