using Atelier.Imaging;

namespace Atelier.Sheets;

/// <summary>One cell of a sheet.</summary>
/// <param name="Style">The style picture.</param>
/// <param name="Options">The options, in which <see cref="StylizeOptions.Size"/> is that of the cell.</param>
/// <param name="Caption">The lines below it.</param>
public sealed record SheetCell(Picture Style, StylizeOptions Options, IReadOnlyList<string> Caption);

/// <summary>The progress of a sheet.</summary>
/// <param name="Cell">The cell that is being painted, from 1, row by row.</param>
/// <param name="Cells">How many there are.</param>
/// <param name="Fraction">The fraction of the whole that is done, 0 to 1.</param>
/// <param name="Elapsed">The time since the sheet began.</param>
public sealed record SheetProgress(int Cell, int Cells, double Fraction, TimeSpan Elapsed)
{
    /// <summary>The time that the rest is expected to take; null before the first step.</summary>
    public TimeSpan? Remaining => Fraction > 0 ? Elapsed * ((1 - Fraction) / Fraction) : null;
}
