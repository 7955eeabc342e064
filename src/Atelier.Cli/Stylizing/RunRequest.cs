using Atelier.Cli.Reporting;

namespace Atelier.Cli.Stylizing;

/// <summary>Everything that <c>atelier stylize</c> was asked for, checked as far as words can be.</summary>
/// <param name="Content">The content picture's path.</param>
/// <param name="Style">The styles' files.</param>
/// <param name="Preset">The preset that the options started from.</param>
/// <param name="Options">The options of the run.</param>
/// <param name="Output">Where the picture goes.</param>
/// <param name="Report">How the run is reported.</param>
/// <param name="Recipe">What is asked for of recipes.</param>
/// <param name="Checkpoint">What is asked for of checkpoints; null for nothing.</param>
/// <param name="Note">What the user should know of the options; null for nothing.</param>
internal sealed record RunRequest(
    string Content,
    StyleFiles Style,
    StylizePreset Preset,
    StylizeOptions Options,
    OutputChoice Output,
    ReportChoice Report,
    RecipeChoice Recipe,
    CheckpointChoice? Checkpoint = null,
    Message? Note = null);
