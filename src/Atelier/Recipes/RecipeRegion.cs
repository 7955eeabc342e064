using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Atelier.Recipes;

/// <summary>A part of the content picture with styles of its own.</summary>
/// <param name="Mask">The part.</param>
/// <param name="Styles">The style pictures, at least one.</param>
/// <param name="StyleMask">The part of the style pictures that counts; null for all.</param>
public sealed record RecipeRegion(
    RecipeFile Mask, [property: MinLength(1), Description("how it is painted")] IReadOnlyList<RecipeFile> Styles, RecipeFile? StyleMask = null);
