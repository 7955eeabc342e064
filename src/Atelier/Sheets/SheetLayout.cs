using Atelier.Imaging;

namespace Atelier.Sheets;

/// <summary>Lays pictures of one size out in rows, each with its caption, on white.</summary>
internal sealed class SheetLayout
{
    private const int Gap = 12;
    private const int LineHeight = 16;

    private readonly int _columns;
    private readonly int _captionLines;
    private readonly int _width;
    private readonly int _height;
    private readonly Picture _sheet;

    /// <summary>An empty sheet.</summary>
    /// <param name="columns">Cells in a row.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="width">The width of a cell's picture in pixels.</param>
    /// <param name="height">Its height.</param>
    /// <param name="captionLines">The most lines that a caption has.</param>
    public SheetLayout(int columns, int rows, int width, int height, int captionLines)
    {
        (_columns, _width, _height, _captionLines) = (columns, width, height, captionLines);
        var (across, down) = (Gap + (columns * (width + Gap)), Gap + (rows * (CellHeight + Gap)));
        var pixels = new float[3 * across * down];
        Array.Fill(pixels, 1f);
        _sheet = new Picture(across, down, pixels);
    }

    private int CellHeight => _height + (LineHeight * _captionLines);

    /// <summary>The sheet so far.</summary>
    public Picture Picture => _sheet;

    /// <summary>The corner of a cell's picture.</summary>
    public (int X, int Y) PlaceOf(int cell) => (Gap + (cell % _columns * (_width + Gap)), Gap + (cell / _columns * (CellHeight + Gap)));

    /// <summary>Puts a picture, or grey where there is none, and a caption into a cell.</summary>
    public void Put(int cell, Picture? picture, IReadOnlyList<string> caption)
    {
        var (left, top) = PlaceOf(cell);
        for (var y = 0; y < _height; y++)
        {
            var row = _sheet.Pixels.AsSpan(3 * (((top + y) * _sheet.Width) + left), 3 * _width);
            if (picture is null)
            {
                row.Fill(0.85f);
            }
            else
            {
                picture.Pixels.AsSpan(3 * y * _width, 3 * _width).CopyTo(row);
            }
        }

        for (var line = 0; line < caption.Count; line++)
        {
            if (TextLine.Draw(caption[line], _width) is { } text)
            {
                Write(text, left, top + _height + 3 + (line * LineHeight));
            }
        }
    }

    private void Write(TextLine text, int left, int top)
    {
        for (var y = 0; y < Math.Min(text.Height, LineHeight); y++)
        {
            for (var x = 0; x < Math.Min(text.Width, _width); x++)
            {
                var paper = 1 - (text.Ink[(y * text.Width) + x] / 255f);
                _sheet.Pixels.AsSpan(3 * (((top + y) * _sheet.Width) + left + x), 3).Fill(paper);
            }
        }
    }
}
