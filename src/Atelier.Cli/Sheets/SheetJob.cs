using Atelier.Cli.Reporting;
using Atelier.Cli.Running;
using Atelier.Imaging;
using Atelier.Networks.Store;
using Atelier.Sheets;

namespace Atelier.Cli.Sheets;

/// <summary>Everything that <c>atelier sheet</c> was asked for.</summary>
/// <param name="Content">The content picture's path.</param>
/// <param name="Styles">The style pictures' paths.</param>
/// <param name="Output">Where the sheet goes.</param>
/// <param name="Quiet">Whether progress is told.</param>
/// <param name="Plan">The cells.</param>
/// <param name="Large">Their commands.</param>
/// <param name="LargeSize">The longest side of a large picture in pixels.</param>
internal sealed record SheetRequest(
    string Content, IReadOnlyList<string> Styles, string Output, bool Quiet, SheetPlan Plan, LargeCommand Large, int LargeSize);

/// <summary><c>atelier sheet</c>: what it does.</summary>
internal static class SheetJob
{
    /// <summary>Checks, reads, paints and writes, then prints the commands.</summary>
    public static int Run(SheetRequest request, CommandConsole console)
    {
        string[] inputs = [request.Content, .. request.Styles];
        foreach (var input in inputs)
        {
            PictureReader.Inspect(input);
        }

        PictureWriter.CheckTarget(request.Output, inputs);
        var say = request.Quiet ? TextWriter.Null : console.Error;
        if (new NetworkStore().Resolve(request.Plan.Cells[0].Options.Network).Note is { } note)
        {
            say.WriteLine(CommandNames.Text(note));
        }

        var content = Read(request.Content);
        var styles = request.Styles.Distinct().ToDictionary(s => s, Read);
        using var interrupt = new Interrupt(() => say.WriteLine(RunText.Stopping));
        SheetCell[] cells = [.. request.Plan.Cells.Select(c => new SheetCell(styles[c.Style], c.Options, [$"{c.Name}  {Path.GetFileName(c.Style)}", .. c.Words]))];
        var sheet = Sheet.Paint(content, cells, request.Plan.Columns, new SheetReport(request.Plan.Cells, say), interrupt.Token);
        interrupt.Write(() => PictureWriter.WriteOrRescue(sheet, request.Output));
        say.WriteLine($"Wrote {request.Output} ({sheet.Width}×{sheet.Height}). Each cell large:");
        foreach (var cell in request.Plan.Cells)
        {
            console.Output.WriteLine($"{cell.Name}  {request.Large.Of(cell, request.LargeSize)}");
        }

        return interrupt.Happened ? interrupt.ExitCode : ExitCodes.Done;

        Picture Read(string path) => Picture.Load(path, null, w => say.WriteLine(RunText.Warning(w)));
    }
}
