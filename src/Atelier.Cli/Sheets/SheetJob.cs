using System.Globalization;
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
/// <param name="LargeWords">The options that the commands of all large pictures share.</param>
/// <param name="LargeSize">The longest side of a large picture in pixels.</param>
internal sealed record SheetRequest(
    string Content, IReadOnlyList<string> Styles, string Output, bool Quiet, SheetPlan Plan, string LargeWords, int LargeSize)
{
    /// <summary>The command that paints a cell large.</summary>
    public string CommandOf(PlannedCell cell)
    {
        var output = $"{Path.GetFileNameWithoutExtension(Content)}-{Path.GetFileNameWithoutExtension(cell.Style)}-{cell.Name}.png";
        var pictures = $"{ShellWord.Quoted(Content)} {ShellWord.Quoted(cell.Style)}";
        return $"atelier stylize {pictures}{LargeWords} {string.Join(' ', cell.Words)} --size {LargeSize} -o {ShellWord.Quoted(output)}";
    }
}

/// <summary>Runs <c>atelier sheet</c>.</summary>
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
        var sheet = Sheet.Paint(content, cells, request.Plan.Columns, Report(request.Plan.Cells, say), interrupt.Token);
        interrupt.Write(() => PictureWriter.WriteOrRescue(sheet, request.Output));
        say.WriteLine($"Wrote {request.Output} ({sheet.Width}×{sheet.Height}). Each cell large:");
        foreach (var cell in request.Plan.Cells)
        {
            console.Output.WriteLine($"{cell.Name}  {request.CommandOf(cell)}");
        }

        return interrupt.Happened ? interrupt.ExitCode : ExitCodes.Done;

        Picture Read(string path) => Picture.Load(path, null, w => say.WriteLine(RunText.Warning(w)));
    }

    // A line for each cell that is begun.
    private static Listener<SheetProgress> Report(IReadOnlyList<PlannedCell> cells, TextWriter writer)
    {
        var said = 0;
        return new Listener<SheetProgress>(value =>
        {
            if (value.Cell == said)
            {
                return;
            }

            said = value.Cell;
            var cell = cells[value.Cell - 1];
            var left = value is { Cell: > 1, Remaining: { } remaining } ? $"; about {RunText.Time(remaining)} left" : "";
            var done = string.Create(CultureInfo.InvariantCulture, $"{value.Fraction * 100:0} %, cell {value.Cell}/{value.Cells}");
            writer.WriteLine($"{done}: {cell.Name}, {cell.Style} {string.Join(' ', cell.Words)}{left}");
        });
    }
}
