using Atelier.Imaging;

namespace Atelier.Sheets;

/// <summary>Lays pictures of one size out in rows, each with its caption, on white.</summary>
internal sealed class SheetLayout(int columns, int rows, int width, int height, int captionLines)
{
    private const int Gap = 12;
    private const int LineHeight = 16;

    private readonly int _cellHeight = height + (LineHeight * captionLines);

    /// <summary>The sheet so far.</summary>
    public Picture Picture { get; } = White(Gap + (columns * (width + Gap)), Gap + (rows * (height + (LineHeight * captionLines) + Gap)));

    /// <summary>The upper left corner of a cell's picture.</summary>
    public (int X, int Y) PositionOf(int cell) => (Gap + (cell % columns * (width + Gap)), Gap + (cell / columns * (_cellHeight + Gap)));

    /// <summary>Puts a picture, or grey where there is none, and a caption into a cell.</summary>
    public void Put(int cell, Picture? picture, IReadOnlyList<string> caption)
    {
        var (left, top) = PositionOf(cell);
        for (var y = 0; y < height; y++)
        {
            var row = Picture.Pixels.AsSpan(3 * (((top + y) * Picture.Width) + left), 3 * width);
            if (picture is null)
            {
                row.Fill(0.85f);
            }
            else
            {
                picture.Pixels.AsSpan(3 * y * width, 3 * width).CopyTo(row);
            }
        }

        for (var line = 0; line < caption.Count; line++)
        {
            if (TextLine.Draw(caption[line], width) is { } text)
            {
                Write(text, left, top + height + 3 + (line * LineHeight));
            }
        }
    }

    private static Picture White(int width, int height)
    {
        var pixels = new float[3 * width * height];
        Array.Fill(pixels, 1f);
        return new Picture(width, height, pixels);
    }

    private void Write(TextLine text, int left, int top)
    {
        for (var y = 0; y < Math.Min(text.Height, LineHeight); y++)
        {
            for (var x = 0; x < Math.Min(text.Width, width); x++)
            {
                var paper = 1 - (text.Ink[(y * text.Width) + x] / 255f);
                Picture.Pixels.AsSpan(3 * (((top + y) * Picture.Width) + left + x), 3).Fill(paper);
            }
        }
    }
}
