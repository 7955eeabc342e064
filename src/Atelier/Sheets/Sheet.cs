using System.Diagnostics;
using Atelier.Imaging;
using Atelier.Networks;

namespace Atelier.Sheets;

/// <summary>Paints a content picture many times, small, and lays the results out side by side with captions.</summary>
public static class Sheet
{
    /// <summary>Paints every cell, row by row. Synchronous, as <see cref="Stylizer"/> is.</summary>
    /// <param name="content">The content picture of all cells.</param>
    /// <param name="cells">
    /// The cells, row by row; all must agree in <see cref="StylizeOptions.Size"/>, in the network and in the device.
    /// </param>
    /// <param name="columns">Cells in a row.</param>
    /// <param name="progress">Receives every step, synchronously, on the calling thread.</param>
    /// <param name="cancellationToken">Ends the sheet early; cells that were not painted stay grey.</param>
    /// <returns>The sheet.</returns>
    /// <exception cref="OptionsException">Options of a cell are out of range.</exception>
    /// <exception cref="PictureException">A picture is too small or too narrow.</exception>
    /// <exception cref="NetworkException">No network is found, or its file cannot be trusted.</exception>
    /// <exception cref="StylizeException">The engine or the device is missing, memory is too small, or a loss is no number.</exception>
    public static Picture Paint(
        Picture content,
        IReadOnlyList<SheetCell> cells,
        int columns,
        IProgress<SheetProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(cells);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfZero(cells.Count);
        foreach (var cell in cells)
        {
            cell.Options.Validate();
        }

        using var network = NetworkLoader.LoadForRun(cells[0].Options);
        return Paint(network, content, cells, columns, progress, cancellationToken);
    }

    internal static Picture Paint(
        LoadedNetwork network,
        Picture content,
        IReadOnlyList<SheetCell> cells,
        int columns,
        IProgress<SheetProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var (width, height) = PictureResizer.SizeFor(content.Width, content.Height, cells[0].Options.Size);
        var layout = new SheetLayout(columns, (cells.Count + columns - 1) / columns, width, height, cells.Max(c => c.Caption.Count));
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < cells.Count; i++)
        {
            var result = cancellationToken.IsCancellationRequested ? null : Stylizer.Run(
                network, new StylizePictures(content, cells[i].Style), cells[i].Options, new RunServices { Progress = progress is null ? null : new OfCell(i, cells.Count, started, progress), StopEarly = cancellationToken }, CancellationToken.None);
            layout.Put(i, result is { Stopped: not StopReason.Cancelled } ? result.Picture : null, cells[i].Caption);
        }

        return layout.Picture;
    }

    // A step of a cell as a step of the whole.
    private sealed class OfCell(int cell, int cells, long started, IProgress<SheetProgress> progress) : IProgress<StylizeProgress>
    {
        public void Report(StylizeProgress value) =>
            progress.Report(new SheetProgress(cell + 1, cells, (cell + value.Fraction) / cells, Stopwatch.GetElapsedTime(started)));
    }
}
