using Atelier.Cli.Reporting;
using Atelier.Imaging;

namespace Atelier.Cli.Batches;

/// <summary>Everything that <c>atelier batch</c> was asked for.</summary>
/// <param name="Contents">The content pictures' paths.</param>
/// <param name="Styles">The styles.</param>
/// <param name="Jobs">The pictures to paint, content by content.</param>
/// <param name="Options">The options of every run.</param>
/// <param name="Writing">How pictures are written.</param>
/// <param name="Report">How it is reported.</param>
/// <param name="Note">A note about the options; null for none.</param>
internal sealed record BatchRequest(
    IReadOnlyList<string> Contents,
    IReadOnlyList<BatchStyle> Styles,
    IReadOnlyList<BatchJob> Jobs,
    StylizeOptions Options,
    PictureWriteOptions Writing,
    ReportChoice Report,
    Message? Note = null);

/// <summary>A style of a batch.</summary>
/// <param name="Name">The path as it was given.</param>
/// <param name="Pictures">The picture, or those of the folder, which are mixed.</param>
internal sealed record BatchStyle(string Name, IReadOnlyList<string> Pictures);

/// <summary>One picture of a batch.</summary>
/// <param name="Content">The content picture's path.</param>
/// <param name="Style">The style.</param>
/// <param name="Output">Where it goes.</param>
internal sealed record BatchJob(string Content, BatchStyle Style, string Output);
