using System.Globalization;
using System.Text.Json;
using static TorchSharp.torch;

namespace Atelier.Training;

/// <summary>
/// Repaints a pair of pictures that no training saw with the student and with the teacher, and lets the teacher, in
/// float32, judge both saved pictures.
/// </summary>
/// <param name="teacherPath">The teacher's weights.</param>
/// <param name="compute">Where and how the networks run while they optimise.</param>
/// <param name="folder">Where pictures and the teacher's figures are kept.</param>
internal sealed class PairEvaluation(string teacherPath, Compute compute, string folder)
{
    private const double ContentWeight = 0.02;

    /// <summary>Evaluates one pair; returns a line of figures.</summary>
    public string Evaluate(FeatureReader student, string contentPath, string stylePath, int longest, int steps, string name)
    {
        using var scope = NewDisposeScope();
        using var judge = new TeacherNetwork(teacherPath, compute with { Type = ScalarType.Float32 });
        var content = Read(contentPath, longest);
        var style = Read(stylePath, longest);
        using var judged = new StyleObjective(StudentReader.Of(judge), content, style, ContentWeight);
        var start = judged.StyleTerms(content);
        var pair = $"{Path.GetFileNameWithoutExtension(contentPath)}-{Path.GetFileNameWithoutExtension(stylePath)}-{longest}-{steps}";

        var reference = Path.Combine(folder, $"vgg19-{pair}.json");
        if (!File.Exists(reference))
        {
            using var teacher = new TeacherNetwork(teacherPath, compute);
            var best = Paint(StudentReader.Of(teacher), content, style, steps);
            PictureFiles.Write(Path.ChangeExtension(reference, ".png"), best);
            File.WriteAllText(reference, JsonSerializer.Serialize(Figures(judged, best)));
        }

        var theirs = JsonSerializer.Deserialize<Dictionary<string, double>>(File.ReadAllText(reference))!;
        var result = Paint(student, content, style, steps);
        PictureFiles.Write(Path.Combine(folder, $"{name}-{pair}.png"), result);
        var ours = Figures(judged, result);
        var layers = string.Join(' ', CompactDesign.StyleLayers.Select(l => Text($"{l} {ours[l] / theirs[l]:0.00}")));
        return Text($"{pair}: plain sum {Sum(ours) / Sum(theirs):0.00} times VGG-19's ({Sum(ours) / Sum(start):0.0000} of the content's, VGG-19 {Sum(theirs) / Sum(start):0.0000}); ")
            + Text($"layers balanced {Balanced(ours, start) / Balanced(theirs, start):0.00} times ({Balanced(ours, start):0.0000}, VGG-19 {Balanced(theirs, start):0.0000}); ")
            + Text($"content {ours["content"] / theirs["content"]:0.00} times; by layer {layers}");
    }

    private static Dictionary<string, double> Figures(StyleObjective judge, Tensor picture)
    {
        using var saved = PictureFiles.Rounded(picture);
        return new(judge.StyleTerms(saved)) { ["content"] = judge.ContentTerm(saved) };
    }

    private static Tensor Paint(FeatureReader features, Tensor content, Tensor style, int steps)
    {
        using var scope = NewDisposeScope();
        using var objective = new StyleObjective(features, content, style, ContentWeight);
        using var optimizer = new PixelLbfgs(content, objective.Evaluate);
        for (var i = 0; i < steps; i++)
        {
            optimizer.Step();
        }

        return optimizer.Picture.clone().MoveToOuterDisposeScope();
    }

    private Tensor Read(string path, int longest) =>
        PictureFiles.Read(path, longest).unsqueeze(0).to(ScalarType.Float32, compute.Device).div(255);

    // Means of squares over the teacher's C² entries, divided by C²: as if Gram matrices were divided by C·H·W and averaged.
    private static double Sum(Dictionary<string, double> terms) =>
        CompactDesign.StyleLayers.Sum(l => terms[l] / Math.Pow(Channels[l], 4));

    private static double Balanced(Dictionary<string, double> terms, Dictionary<string, double> start) =>
        CompactDesign.StyleLayers.Average(l => terms[l] / start[l]);

    private static readonly Dictionary<string, double> Channels = new()
    {
        ["relu1_1"] = 64,
        ["relu2_1"] = 128,
        ["relu3_1"] = 256,
        ["relu4_1"] = 512,
        ["relu5_1"] = 512,
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
