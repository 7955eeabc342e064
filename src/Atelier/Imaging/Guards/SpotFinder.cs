using System.Collections;
using Atelier.Imaging.Storage;

namespace Atelier.Imaging.Guards;

/// <summary>Finds small connected blobs of extreme colour that differ from their surroundings.</summary>
internal sealed class SpotFinder
{
    // One channel near its end, and far from another: no grey, no mere highlight.
    private const float Extreme = 0.97f;
    private const float Saturated = 0.7f;
    private const float Different = 0.35f;

    private static readonly (int X, int Y)[] Neighbours = [(-1, 0), (1, 0), (0, -1), (0, 1)];

    private readonly Picture _picture;
    private readonly BitArray _visited;
    private readonly Stack<int> _open = [];
    private readonly List<int> _blob = [];

    private SpotFinder(Picture picture)
    {
        _picture = picture;
        _visited = new BitArray(picture.Width * picture.Height);
    }

    /// <summary>The spots of a picture, from top to bottom.</summary>
    public static IEnumerable<Spot> Find(Picture picture) => new SpotFinder(picture).Find();

    private IEnumerable<Spot> Find()
    {
        var most = Math.Max(16, _visited.Length / 5000);
        foreach (var (top, rows) in PictureRows.Bands(_picture.Width, _picture.Height))
        {
            for (var i = top * _picture.Width; i < (top + rows) * _picture.Width; i++)
            {
                if (!_visited[i] && IsExtreme(i))
                {
                    Fill(i);
                    if (_blob.Count <= most && IsIsolated() is { } spot)
                    {
                        yield return spot;
                    }
                }
            }
        }
    }

    private bool IsExtreme(int index)
    {
        var pixel = _picture.Pixels.AsSpan(3 * index, 3);
        var (r, g, b) = (pixel[0], pixel[1], pixel[2]);
        var (low, high) = (Math.Min(r, Math.Min(g, b)), Math.Max(r, Math.Max(g, b)));
        return high - low >= Saturated && (high >= Extreme || low <= 1 - Extreme);
    }

    // Collects all extreme pixels that are connected with this one into the blob.
    private void Fill(int start)
    {
        _blob.Clear();
        Open(start);
        while (_open.TryPop(out var index))
        {
            _blob.Add(index);
            var (x, y) = (index % _picture.Width, index / _picture.Width);
            foreach (var (dx, dy) in Neighbours)
            {
                if (x + dx >= 0 && x + dx < _picture.Width && y + dy >= 0 && y + dy < _picture.Height)
                {
                    Open(index + dx + (dy * _picture.Width));
                }
            }
        }
    }

    private void Open(int index)
    {
        if (!_visited[index] && IsExtreme(index))
        {
            _visited[index] = true;
            _open.Push(index);
        }
    }

    // The blob as a spot, where the three pixels around it have another colour.
    private Spot? IsIsolated()
    {
        const int Around = 3;
        var (left, right) = (_blob.Min(p => p % _picture.Width), _blob.Max(p => p % _picture.Width));
        var (top, bottom) = (_blob.Min(p => p / _picture.Width), _blob.Max(p => p / _picture.Width));
        var inside = new float[3];
        foreach (var index in _blob)
        {
            Add(inside, index);
        }

        var outside = new float[3];
        var count = 0;
        for (var y = Math.Max(0, top - Around); y <= Math.Min(_picture.Height - 1, bottom + Around); y++)
        {
            for (var x = Math.Max(0, left - Around); x <= Math.Min(_picture.Width - 1, right + Around); x++)
            {
                if (x < left - 1 || x > right + 1 || y < top - 1 || y > bottom + 1)
                {
                    Add(outside, (y * _picture.Width) + x);
                    count++;
                }
            }
        }

        var difference = count == 0 ? 0 : Enumerable.Range(0, 3).Max(c => Math.Abs((inside[c] / _blob.Count) - (outside[c] / count)));
        return difference >= Different
            ? new Spot(_blob[0] % _picture.Width, _blob[0] / _picture.Width, _blob.Count, inside[0] / _blob.Count, inside[1] / _blob.Count, inside[2] / _blob.Count)
            : null;
    }

    private void Add(float[] sum, int index)
    {
        for (var c = 0; c < 3; c++)
        {
            sum[c] += _picture.Pixels[(3 * index) + c];
        }
    }
}
