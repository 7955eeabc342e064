using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Atelier.Recipes;

/// <summary>What a run came to.</summary>
/// <param name="Width">The picture's width in pixels.</param>
/// <param name="Height">The picture's height in pixels.</param>
/// <param name="Steps">Steps done over all scales.</param>
/// <param name="Stopped">Why it ended; only a run that finished gives the same picture again.</param>
/// <param name="Engine">The device and number format, such as <c>cpu, bfloat16</c>.</param>
public sealed record RecipeResult(
    [property: Range(1, int.MaxValue)] int Width,
    [property: Range(1, int.MaxValue)] int Height,
    [property: Range(0, int.MaxValue)] int Steps,
    StopReason Stopped,
    string Engine)
{
    /// <summary>The strength that the picture has, 0 to 100; null where none was asked for.</summary>
    [Range(0.0, 100), Description("the strength that the picture has")]
    public double? Strength { get; init; }

    /// <summary>The factor on style over content that it was reached with, from which a larger run goes on; null where there is none.</summary>
    [Range(double.Epsilon, double.MaxValue), Description("the factor on style over content that it was reached with")]
    public double? Balance { get; init; }
}
