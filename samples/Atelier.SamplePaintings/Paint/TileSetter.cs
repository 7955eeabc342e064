namespace Atelier.SamplePaintings.Paint;

/// <summary>
/// Lays stones side by side into mortar. Each takes the pixels nearest to it, as a square turned with the drawing measures
/// nearness, and moves to their middle; after some rounds the stones stand in rows.
/// </summary>
internal sealed class TileSetter(int width, int height, float size)
{
    private const int Rounds = 14;

    private readonly int[] _owner = new int[width * height];
    private readonly float[] _nearest = new float[width * height];
    private readonly float[] _second = new float[width * height];

    /// <summary>Arranges stones that begin at some places and follow a direction.</summary>
    /// <returns>Where the stones lie in the end.</returns>
    public (float X, float Y)[] Arrange((float X, float Y)[] places, Func<float, float, float> angle)
    {
        var stones = ((float X, float Y)[])places.Clone();
        for (var round = 0; round < Rounds; round++)
        {
            Claim(stones, angle);
            Centre(stones);
        }

        Claim(stones, angle);
        return stones;
    }

    /// <summary>The stone at a pixel, and how far the pixel lies from the edge of that stone.</summary>
    public (int Stone, float Edge) At(int x, int y)
    {
        var pixel = (y * width) + x;
        return (_owner[pixel], (_second[pixel] - _nearest[pixel]) / 2);
    }

    private void Claim((float X, float Y)[] stones, Func<float, float, float> angle)
    {
        Array.Fill(_nearest, size * 2);
        Array.Fill(_second, size * 2);
        for (var stone = 0; stone < stones.Length; stone++)
        {
            var (x, y) = stones[stone];
            var (sin, cos) = MathF.SinCos(angle(x, y));
            for (var row = Math.Max((int)(y - (size * 1.6f)), 0); row <= Math.Min((int)(y + (size * 1.6f)), height - 1); row++)
            {
                for (var column = Math.Max((int)(x - (size * 1.6f)), 0); column <= Math.Min((int)(x + (size * 1.6f)), width - 1); column++)
                {
                    var (offsetX, offsetY) = (column - x, row - y);
                    var along = MathF.Abs((offsetX * cos) + (offsetY * sin));
                    var across = MathF.Abs((offsetY * cos) - (offsetX * sin));

                    // A little of the sum rounds the corners and breaks ties.
                    Offer((row * width) + column, stone, Math.Max(along, across) + (0.12f * (along + across)));
                }
            }
        }
    }

    private void Offer(int pixel, int stone, float distance)
    {
        if (distance < _nearest[pixel])
        {
            (_second[pixel], _nearest[pixel], _owner[pixel]) = (_nearest[pixel], distance, stone);
        }
        else if (distance < _second[pixel])
        {
            _second[pixel] = distance;
        }
    }

    private void Centre((float X, float Y)[] stones)
    {
        var sums = new (float X, float Y, int Count)[stones.Length];
        for (var pixel = 0; pixel < _owner.Length; pixel++)
        {
            ref var sum = ref sums[_owner[pixel]];
            sum = (sum.X + (pixel % width), sum.Y + (pixel / width), sum.Count + 1);
        }

        for (var stone = 0; stone < stones.Length; stone++)
        {
            var (x, y, count) = sums[stone];
            stones[stone] = count > 0 ? (x / count, y / count) : stones[stone];
        }
    }
}
