namespace Atelier.Cli.Running;

/// <summary>The codes of what the command itself says, beside those of the library (<see cref="MessageCodes"/>).</summary>
internal static class CommandCodes
{
    /// <summary>Words that belong to no option are missing, or cannot be used.</summary>
    public const string WrongUse = "wrong-use";

    /// <summary>An option gives way to another one.</summary>
    public const string OptionIgnored = "option-ignored";

    /// <summary>A picture was reduced while it was read.</summary>
    public const string PictureReduced = "picture-reduced";

    /// <summary>The format of the output has no transparency.</summary>
    public const string TransparencyLost = "transparency-lost";

    /// <summary>The recipe does not fit into the output.</summary>
    public const string RecipeNotKept = "recipe-not-kept";

    /// <summary>The terminal cannot show a preview.</summary>
    public const string NoPreview = "no-preview";

    /// <summary>A run that was ended early can go on.</summary>
    public const string CanGoOn = "can-go-on";

    /// <summary>The user ended it.</summary>
    public const string Interrupted = "interrupted";
}
