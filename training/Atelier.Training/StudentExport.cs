using System.Globalization;
using Atelier.Networks.Weights;
using static TorchSharp.torch;

namespace Atelier.Training;

/// <summary>The network as the library embeds it: float16 weights, the taps' scales, and what it is in words.</summary>
internal static class StudentExport
{
    /// <summary>Writes the file.</summary>
    public static void Write(string path, IReadOnlyDictionary<string, Tensor> weights, IReadOnlyDictionary<string, TapBasis> bases, IReadOnlyDictionary<string, string> record)
    {
        NamedTensor[] tensors =
        [
            .. weights.Select(p => Tensors.Named(p.Key, p.Value, half: true)),
            .. bases.Select(b => new NamedTensor(StudentNetwork.TapName(b.Key) + ".scale", [1], new[] { (float)b.Value.Scale })),
        ];
        var metadata = new Dictionary<string, string>(record)
        {
            ["format"] = "pt",
            ["architecture"] = "compact",
            ["blocks"] = string.Join('|', CompactDesign.Blocks.Select(b => string.Join(',', b))),
            ["layers"] = "3x3 convolutions with a zero border of 1, each with a ReLU; 2x2 maximum pooling between blocks; features.N counts convolutions, ReLUs and poolings from 0",
            ["taps"] = string.Join(',', CompactDesign.Taps.Select(t => $"{t.Layer}:features.{CompactDesign.ReluNumber(t.Convolution)}:{t.Rank}")),
            ["tap_meaning"] = "taps.L is a 1x1 convolution of the ReLU named in 'taps'; its output times taps.L.scale stands for the teacher's activations at L "
                + "in an orthonormal basis: squared distances of activations are the teacher's times 1/scale^2, those of Gram matrices 1/scale^4",
            ["teacher_channels"] = string.Join(',', bases.Select(b => $"{b.Key}:{b.Value.Channels}")),
            ["energy_share"] = string.Join(',', bases.Select(b => string.Create(CultureInfo.InvariantCulture, $"{b.Key}:{b.Value.Share:0.0000}"))),
            ["input"] = "RGB, 0 to 1, minus mean, divided by std",
            ["channel_order"] = "rgb",
            ["mean"] = "0.485,0.456,0.406",
            ["std"] = "0.229,0.224,0.225",
            ["scale"] = "1",
            ["teacher"] = "VGG-19, Visual Geometry Group, University of Oxford (Simonyan and Zisserman 2014), CC BY 4.0",
        };
        SafetensorsWriter.Write(path, tensors, metadata);
    }
}
