namespace Atelier.Cli.Running;

/// <summary>The codes of what the command itself says, beside those of the library (<see cref="MessageCodes"/>).</summary>
internal static class CommandCodes
{
    public const string WrongUse = "wrong-use";
    public const string OptionIgnored = "option-ignored";
    public const string PictureReduced = "picture-reduced";
    public const string TransparencyLost = "transparency-lost";
    public const string RecipeNotKept = "recipe-not-kept";
    public const string NoPreview = "no-preview";
    public const string CanGoOn = "can-go-on";
    public const string Interrupted = "interrupted";
}
