using System.Globalization;
using Atelier.Cli.Stylizing;
using Atelier.Imaging;

namespace Atelier.Cli.Reporting;

/// <summary>What is about to be done.</summary>
internal sealed record RunPlan(StylizeRequest Request, Picture Content, Picture Style)
{
    private string Start => Request.Recipe.Path is { } recipe ? $"recipe {recipe}" : $"preset {Presets.Name(Request.Preset)}";

    /// <summary>In one line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"Repainting {Request.Content} ({Content.Width}×{Content.Height}) in the manner of {Request.Style} ({Style.Width}×{Style.Height}), "
        + $"{Request.Options.Size} pixels, {Start}, into {Request.Output.Path}");
}
