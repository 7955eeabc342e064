using System.Runtime.InteropServices;

namespace Atelier.SamplePaintings.Paint;

/// <summary>Finds the pixels within reach of a path, each once, with its place along and across the stroke.</summary>
internal sealed class StrokeFootprint(int width, int height)
{
    private readonly List<StrokeSpot> _spots = [];
    private readonly int[] _spotOfPixel = new int[width * height];
    private readonly int[] _strokeOfPixel = new int[width * height];
    private int _stroke;

    /// <summary>The pixels of the stroke covered last.</summary>
    public Span<StrokeSpot> Spots => CollectionsMarshal.AsSpan(_spots);

    /// <summary>Covers a path, and returns its length.</summary>
    public float Cover(IReadOnlyList<(float X, float Y)> path, float radius)
    {
        _spots.Clear();
        _stroke++;
        var along = 0f;
        for (var i = 1; i < path.Count; i++)
        {
            along += Segment(path[i - 1], path[i], along, radius, first: i == 1, last: i == path.Count - 1);
        }

        return MathF.Max(along, 1);
    }

    private float Segment((float X, float Y) from, (float X, float Y) to, float along, float radius, bool first, bool last)
    {
        var length = Shape.Distance(from.X, from.Y, to.X, to.Y);
        if (length < 1e-4f)
        {
            return 0;
        }

        var (directionX, directionY) = ((to.X - from.X) / length, (to.Y - from.Y) / length);
        var left = Math.Max((int)(MathF.Min(from.X, to.X) - radius), 0);
        var right = Math.Min((int)(MathF.Max(from.X, to.X) + radius + 1), width - 1);
        var top = Math.Max((int)(MathF.Min(from.Y, to.Y) - radius), 0);
        var bottom = Math.Min((int)(MathF.Max(from.Y, to.Y) + radius + 1), height - 1);
        for (var y = top; y <= bottom; y++)
        {
            for (var x = left; x <= right; x++)
            {
                var (offsetX, offsetY) = (x - from.X, y - from.Y);
                var forward = (offsetX * directionX) + (offsetY * directionY);
                var sideways = (offsetY * directionX) - (offsetX * directionY);
                var beyond = forward - Math.Clamp(forward, 0, length);
                var distance = (sideways * sideways) + (beyond * beyond);
                if (distance > radius * radius)
                {
                    continue;
                }

                // Beyond a joint the place along the path stays at the joint; beyond the ends the brush still has its depth.
                var open = (first && forward < 0) || (last && forward > length);
                var place = along + (open ? forward : Math.Clamp(forward, 0, length));
                var across = open ? sideways : MathF.CopySign(MathF.Sqrt(distance), sideways);
                Keep(new()
                {
                    Pixel = (y * width) + x,
                    Distance = distance,
                    Along = place,
                    Across = across / radius,
                    DirectionX = directionX,
                    DirectionY = directionY,
                });
            }
        }

        return length;
    }

    private void Keep(in StrokeSpot spot)
    {
        if (_strokeOfPixel[spot.Pixel] != _stroke)
        {
            _strokeOfPixel[spot.Pixel] = _stroke;
            _spotOfPixel[spot.Pixel] = _spots.Count;
            _spots.Add(spot);
        }
        else if (spot.Distance < _spots[_spotOfPixel[spot.Pixel]].Distance)
        {
            _spots[_spotOfPixel[spot.Pixel]] = spot;
        }
    }
}
