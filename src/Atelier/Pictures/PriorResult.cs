using Atelier.Checkpoints;
using Atelier.Imaging;
using Atelier.Networks;
using Atelier.Optimization;
using Atelier.Recipes;
using static TorchSharp.torch;

namespace Atelier;

/// <summary>The smaller painting of the same content that a run goes on from.</summary>
/// <param name="Image">The painting, (1, 3, H, W), on the processor.</param>
/// <param name="Scale">Its size.</param>
/// <param name="Dial">The state of its strength control; null where it had none, or other weights that its balance was a factor on.</param>
/// <param name="Preview">What it was held to itself, (1, 3, h, w), on the processor; null where it was held to nothing, or that is not known.</param>
internal sealed record PriorResult(Tensor Image, Scale Scale, StrengthControllerState? Dial, Tensor? Preview)
{
    // What the losses are made of; pictures are the user's to keep.
    private static readonly string[] OfLosses =
        ["content-weight", "style-weight", "normalization", "content-layers", "style-layers", "style-loss", "style-scale", "style-weights", "color", "elsewhere"];

    /// <summary>Reads the one that the options name; null where they name none.</summary>
    /// <param name="options">The file, and the size of the result.</param>
    /// <param name="content">The content picture, whose shape it must have.</param>
    /// <param name="seen">Gives a picture as the network sees it.</param>
    /// <exception cref="PictureException">It is no picture, has another shape, or is not smaller than the result.</exception>
    /// <exception cref="CheckpointException">It is a checkpoint that is damaged, or of a run that is not finished.</exception>
    public static PriorResult? Read(StylizeOptions options, Picture content, Func<Picture, Picture> seen)
    {
        if (options.Continue is not { Path: var path })
        {
            return null;
        }

        var (image, strength, preview) = CheckpointFile.LooksLikeOne(path)
            ? OfCheckpoint(path, options)
            : (PictureTensors.ToTensor(seen(Picture.Load(path)), CPU), DialOf(path, options), null);
        var (width, height) = ((int)image.shape[3], (int)image.shape[2]);
        var longest = Math.Max(width, height);
        if (PictureResizer.SizeFor(content.Width, content.Height, longest) != (width, height))
        {
            throw new PictureException(new Message(
                MessageCodes.ContinueUnfit,
                $"{new FileName(path)} is {width}×{height} pixels, which is not the shape of the content picture ({content.Width}×{content.Height}); give a painting of that picture to go on from.",
                "continue"));
        }

        return longest < options.Size
            ? new PriorResult(image, new Scale(width, height, 0), strength, preview)
            : throw new PictureException(new Message(
                MessageCodes.ContinueUnfit, $"{new FileName(path)} is {width}×{height} pixels already: give a larger {new OptionName("size")} to go on from it.", "size"));
    }

    private static (Tensor Image, StrengthControllerState? Dial, Tensor? Preview) OfCheckpoint(string path, StylizeOptions options)
    {
        using var file = CheckpointFile.Open(path);
        file.Header.RequireThisVersion(path);
        if (!file.Header.IsFinished)
        {
            throw new CheckpointException(new Message(
                MessageCodes.ContinueUnfit, $"The run of {new FileName(path)} is not finished: go on with {new OptionName("resume")} first.", "continue"));
        }

        return (
            file.Read(CheckpointSession.ImageName),
            HasLosses(options, file.Header.Run.Options.GetValueOrDefault) ? file.Header.Dial : null,
            file.Has(CheckpointSession.PreviewName) ? file.Read(CheckpointSession.PreviewName) : null);
    }

    // A picture need not have a recipe, nor one that this version reads.
    private static StrengthControllerState? DialOf(string path, StylizeOptions options)
    {
        try
        {
            return options.Strength is not null
                && Recipe.Read(path) is { Result: { Balance: { } balance, Strength: { } reached } } recipe
                && HasLosses(options, name => Option(name).TextIn(recipe.Options))
                    ? StrengthController.StateOf(balance, reached)
                    : null;
        }
        catch (RecipeException)
        {
            return null;
        }
    }

    private static bool HasLosses(StylizeOptions options, Func<string, string?> then) => OfLosses.All(name => Option(name).TextIn(options) == then(name));

    private static StylizeOption Option(string name) => StylizeOption.All.Single(o => o.Name == name);
}
