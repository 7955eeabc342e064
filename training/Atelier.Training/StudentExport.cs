using System.Globalization;
using static TorchSharp.torch;

namespace Atelier.Training;

/// <summary>The network as the library embeds it: float16 weights, the taps' scales, and what it is in words.</summary>
internal static class StudentExport
{
    /// <summary>Writes the file.</summary>
    public static void Write(string path, IReadOnlyDictionary<string, Tensor> weights, IReadOnlyDictionary<string, TapBasis> bases, IReadOnlyDictionary<string, string> record)
    {
        using var scope = NewDisposeScope();
        var tensors = weights.ToDictionary(p => p.Key, p => p.Value.to(ScalarType.Float16));
        foreach (var (layer, basis) in bases)
        {
            tensors[StudentNetwork.TapName(layer) + ".scale"] = tensor(new[] { (float)basis.Scale });
        }

        var metadata = new Dictionary<string, string>(record)
        {
            ["format"] = "pt",
            ["architecture"] = "compact",
            ["blocks"] = string.Join('|', CompactDesign.Blocks.Select(b => string.Join(',', b))),
            ["layers"] = "3x3 convolutions with a zero border of 1, each with a ReLU; 2x2 maximum pooling between blocks; features.N counts convolutions, ReLUs and poolings from 0",
            ["taps"] = string.Join(',', CompactDesign.Taps.Select(t => $"{t.Layer}:features.{CompactDesign.FeatureNumber(t.Convolution) + 1}:{t.Rank}")),
            ["tap_meaning"] = "taps.L is a 1x1 convolution of the ReLU named in 'taps'; its output times taps.L.scale stands for the teacher's activations at L "
                + "in an orthonormal basis: squared distances of activations are the teacher's times 1/scale^2, those of Gram matrices 1/scale^4",
            ["teacher_channels"] = "relu1_1:64,relu2_1:128,relu3_1:256,relu4_1:512,relu4_2:512,relu5_1:512",
            ["energy_share"] = string.Join(',', bases.Select(b => string.Create(CultureInfo.InvariantCulture, $"{b.Key}:{b.Value.Share:0.0000}"))),
            ["input"] = "RGB, 0 to 1, minus mean, divided by std",
            ["channel_order"] = "rgb",
            ["mean"] = "0.485,0.456,0.406",
            ["std"] = "0.229,0.224,0.225",
            ["scale"] = "1",
            ["teacher"] = "VGG-19, Visual Geometry Group, University of Oxford (Simonyan and Zisserman 2014), CC BY 4.0",
        };
        SafetensorsFile.Write(path, tensors, metadata);
    }
}
