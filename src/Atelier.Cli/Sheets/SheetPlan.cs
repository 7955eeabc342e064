using System.Globalization;
using Atelier.Cli.Running;

namespace Atelier.Cli.Sheets;

/// <summary>A cell before it is painted.</summary>
/// <param name="Name">Row and column: <c>B3</c>.</param>
/// <param name="Style">The style picture's path.</param>
/// <param name="Options">Its options.</param>
/// <param name="Words">The words that set it apart.</param>
internal sealed record PlannedCell(string Name, string Style, StylizeOptions Options, IReadOnlyList<string> Words);

/// <summary>Which cells a sheet has.</summary>
/// <param name="Columns">Cells in a row.</param>
/// <param name="Cells">The cells, row by row.</param>
internal sealed record SheetPlan(int Columns, IReadOnlyList<PlannedCell> Cells)
{
    /// <summary>Every style with every value down, each in a row of every value across.</summary>
    public static SheetPlan For(IReadOnlyList<string> styles, StylizeOptions options, SheetAxis across, SheetAxis? down, List<Message> faults)
    {
        List<PlannedCell> cells = [];
        var row = 0;
        foreach (var style in styles)
        {
            foreach (var value in down?.Values ?? [""])
            {
                var ofRow = down is null ? options : With(options, down.Option, value, faults);
                for (var column = 0; column < across.Values.Count; column++)
                {
                    string[] words = [$"--{across.Option.Name} {across.Values[column]}", .. down is null ? Array.Empty<string>() : [$"--{down.Option.Name} {value}"]];
                    cells.Add(new PlannedCell(
                        string.Create(CultureInfo.InvariantCulture, $"{Letter(row)}{column + 1}"), style, With(ofRow, across.Option, across.Values[column], faults), words));
                }

                row++;
            }
        }

        return new SheetPlan(across.Values.Count, cells);
    }

    // A to Z, AA to AZ and on.
    private static string Letter(int row) => (row >= 26 ? Letter((row / 26) - 1) : "") + (char)('A' + (row % 26));

    private static StylizeOptions With(StylizeOptions options, StylizeOption option, string value, List<Message> faults)
    {
        try
        {
            var changed = option.With(options, value);
            changed.Validate();
            return changed;
        }
        catch (FormatException error)
        {
            Add(Fault.Of(option.Name, $"{error.Message}, not \"{value}\""));
        }
        catch (OptionsException error)
        {
            foreach (var fault in error.Faults)
            {
                Add(fault);
            }
        }

        return options;

        void Add(Message fault)
        {
            if (!faults.Any(f => f.ToString() == fault.ToString()))
            {
                faults.Add(fault); // a value down stands in every row's cell
            }
        }
    }
}
