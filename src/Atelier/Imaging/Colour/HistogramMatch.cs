namespace Atelier.Imaging.Colour;

/// <summary>
/// The rising curve that gives values the histogram of others: it maps each value to the one with the same share of the others below it
/// (Gonzalez and Woods, Digital Image Processing, histogram specification).
/// </summary>
internal sealed class HistogramMatch
{
    private const int Bins = 4096;

    private readonly Distribution _from;
    private readonly Distribution _to;

    private HistogramMatch(Distribution from, Distribution to) => (_from, _to) = (from, to);

    /// <summary>The curves of the three axes from some colours to others.</summary>
    public static HistogramMatch[] OfAxes(WeightedColors from, WeightedColors to) =>
        [.. Distribution.OfAxes(from).Zip(Distribution.OfAxes(to), (f, t) => new HistogramMatch(f, t))];

    /// <summary>The value with the same share of the other colours below it.</summary>
    public float Apply(float value) => (float)_to.ValueAt(_from.ShareBelow(value));

    // A histogram as the share of values below each of its bins' edges; within a bin they are taken as even.
    private sealed class Distribution
    {
        private readonly double[] _below;
        private readonly double _least;
        private readonly double _width;

        private Distribution(double least, double width, ReadOnlySpan<double> counts)
        {
            (_least, _width, _below) = (least, width, new double[Bins + 1]);
            for (var i = 1; i <= Bins; i++)
            {
                _below[i] = _below[i - 1] + counts[i - 1];
            }

            for (var i = 1; i <= Bins; i++)
            {
                _below[i] /= _below[Bins];
            }
        }

        public static Distribution[] OfAxes(WeightedColors colours)
        {
            var (least, most) = colours.Range();
            double[] widths = [Width((double)most.X - least.X), Width((double)most.Y - least.Y), Width((double)most.Z - least.Z)];
            var counts = colours.Sum(3 * Bins, (sum, row, weights) =>
            {
                for (var n = 0; n < row.Length; n++)
                {
                    for (var axis = 0; axis < 3; axis++)
                    {
                        var bin = Math.Clamp(((double)row[n][axis] - least[axis]) / widths[axis], 0, Bins - 1);
                        sum[(axis * Bins) + (int)bin] += weights[n];
                    }
                }
            });
            return [.. Enumerable.Range(0, 3).Select(axis => new Distribution(least[axis], widths[axis], counts.AsSpan(axis * Bins, Bins)))];

            static double Width(double size) => Math.Max(size, 1e-9) / Bins;
        }

        public double ShareBelow(float value)
        {
            var position = Math.Clamp((value - _least) / _width, 0, Bins);
            var bin = Math.Min((int)position, Bins - 1);
            return _below[bin] + ((position - bin) * (_below[bin + 1] - _below[bin]));
        }

        public double ValueAt(double share)
        {
            // The first edge that has at least this share below it; the bin before it holds the value.
            var (low, high) = (0, Bins);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = _below[middle] < share ? (middle + 1, high) : (low, middle);
            }

            if (low == 0)
            {
                return _least;
            }

            var step = _below[low] - _below[low - 1];
            return _least + (_width * (low - 1 + (step > 0 ? (share - _below[low - 1]) / step : 0)));
        }
    }
}
