namespace Atelier.Recipes;

/// <summary>What a run came to.</summary>
/// <param name="Width">The picture's width in pixels.</param>
/// <param name="Height">The picture's height in pixels.</param>
/// <param name="Steps">Steps done over all scales.</param>
/// <param name="Stopped">Why it ended; only a run that finished gives the same picture again.</param>
/// <param name="Engine">The device and number format, such as <c>cpu, bfloat16</c>.</param>
public sealed record RecipeResult(int Width, int Height, int Steps, StopReason Stopped, string Engine);
