using Atelier.Cli.Reporting;

namespace Atelier.Cli.Stylizing;

/// <summary>Everything that <c>atelier stylize</c> was asked for, checked as far as words can be.</summary>
/// <param name="Content">The content picture's path.</param>
/// <param name="Style">The styles' files.</param>
/// <param name="Preset">The preset that the options started from.</param>
/// <param name="Options">The options of the run.</param>
/// <param name="Output">Where the picture goes.</param>
/// <param name="Report">How the run is reported.</param>
/// <param name="Recipe">The recipe to follow, and where to write one.</param>
/// <param name="Checkpoint">The checkpoints to read and write; null for none.</param>
/// <param name="Note">A note about the options; null for none.</param>
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
