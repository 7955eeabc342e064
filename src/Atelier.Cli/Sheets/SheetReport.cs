using System.Globalization;
using Atelier.Cli.Reporting;
using Atelier.Sheets;

namespace Atelier.Cli.Sheets;

/// <summary>A line for each cell that is begun.</summary>
internal sealed class SheetReport(IReadOnlyList<PlannedCell> cells, TextWriter writer) : IProgress<SheetProgress>
{
    private int _said;

    public void Report(SheetProgress value)
    {
        if (value.Cell == _said)
        {
            return;
        }

        _said = value.Cell;
        var cell = cells[value.Cell - 1];
        var left = value is { Cell: > 1, Remaining: { } remaining } ? $"; about {RunText.Time(remaining)} left" : "";
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{value.Fraction * 100:0} %, cell {value.Cell}/{value.Cells}: {cell.Name}, {cell.Style} {string.Join(' ', cell.Words)}{left}"));
    }
}
