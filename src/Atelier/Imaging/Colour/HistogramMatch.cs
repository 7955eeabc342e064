namespace Atelier.Imaging.Colour;

/// <summary>
/// The rising curve that gives values the histogram of others: each goes where as large a share of the others lies below
/// (Gonzalez and Woods, Digital Image Processing, histogram specification).
/// </summary>
internal sealed class HistogramMatch
{
    private const int Bins = 4096;

    private readonly Distribution _from;
    private readonly Distribution _to;

    /// <summary>The curve from some values to others.</summary>
    /// <param name="from">The values that will be mapped.</param>
    /// <param name="fromWeights">What each counts; empty where all count the same.</param>
    /// <param name="to">The values whose histogram is wanted.</param>
    /// <param name="toWeights">What each counts; empty where all count the same.</param>
    public HistogramMatch(ReadOnlySpan<float> from, ReadOnlySpan<float> fromWeights, ReadOnlySpan<float> to, ReadOnlySpan<float> toWeights)
    {
        _from = new Distribution(from, fromWeights);
        _to = new Distribution(to, toWeights);
    }

    /// <summary>The value in the other's place.</summary>
    public float Apply(float value) => (float)_to.ValueAt(_from.ShareBelow(value));

    // A histogram as the share of values below each of its bins' edges; within a bin they are taken as even.
    private sealed class Distribution
    {
        private readonly double[] _below = new double[Bins + 1];
        private readonly double _least;
        private readonly double _width;

        public Distribution(ReadOnlySpan<float> values, ReadOnlySpan<float> weights)
        {
            var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
            for (var i = 0; i < values.Length; i++)
            {
                if (weights.IsEmpty || weights[i] > 0)
                {
                    (least, most) = (Math.Min(least, values[i]), Math.Max(most, values[i]));
                }
            }

            _least = least;
            _width = Math.Max(most - least, 1e-9) / Bins;
            for (var i = 0; i < values.Length; i++)
            {
                _below[1 + (int)Math.Clamp((values[i] - least) / _width, 0, Bins - 1)] += weights.IsEmpty ? 1 : weights[i];
            }

            for (var i = 1; i <= Bins; i++)
            {
                _below[i] += _below[i - 1];
            }

            for (var i = 1; i <= Bins; i++)
            {
                _below[i] /= _below[Bins];
            }
        }

        public double ShareBelow(float value)
        {
            var place = Math.Clamp((value - _least) / _width, 0, Bins);
            var bin = Math.Min((int)place, Bins - 1);
            return _below[bin] + ((place - bin) * (_below[bin + 1] - _below[bin]));
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
