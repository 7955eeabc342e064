using System.Globalization;
using Atelier.Cli.Stylizing;
using Atelier.Imaging;

namespace Atelier.Cli.Reporting;

/// <summary>The run that is about to begin, for its first line.</summary>
internal sealed record RunPlan(RunRequest Request, StylizePictures Pictures)
{
    private const int MostNamed = 3;

    private string Start => Request.Checkpoint is { Resumed: { } resumed, ResumeFrom: var file } ? $"checkpoint {file} after {resumed.StepsDone} steps" : Request.Recipe.Path is { } recipe ? $"recipe {recipe}" : $"preset {Presets.Name(Request.Preset)}";

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"Repainting {Request.Content} ({Size(Pictures.Content)}) in the manner of {Styles}, "
        + $"{Request.Options.Size} pixels, {Start}, into {Request.Output.Path}");

    private string Styles
    {
        get
        {
            var named = Pictures.Styles.Take(MostNamed).Zip(Request.Style.Pictures, (s, path) => $"{path} ({Size(s.Picture)})")
                .Concat(Request.Style.Regions.Take(MostNamed).Select(r => $"{string.Join(" and ", r.Styles.Take(MostNamed))} where {r.Mask} is white"));
            var others = Math.Max(0, Pictures.Styles.Count - MostNamed) + Math.Max(0, Pictures.Regions.Count - MostNamed);
            return string.Join(", ", others > 0 ? named.Append($"{others} more") : named);
        }
    }

    private static string Size(Picture picture) => string.Create(CultureInfo.InvariantCulture, $"{picture.Width}×{picture.Height}");
}
