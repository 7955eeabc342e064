using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Atelier.Imaging;

namespace Atelier.Recipes;

/// <summary>What a recipe keeps of <see cref="PictureWriteOptions"/>; metadata are null where they are kept.</summary>
internal sealed record RecipeWriting(
    [property: Range(1, 100)] int Quality,
    [property: AllowedValues(8, 16)] int BitDepth,
    [property: Description("what of the photograph's metadata was written; keep where it is missing")] KeptMetadata? Metadata = null);
