namespace Atelier.Imaging.Colour;

/// <summary>Mean and covariance of colours.</summary>
internal sealed record ColorMoments(double[] Mean, SymmetricMatrix Covariance)
{
    /// <summary>The moments of some colours.</summary>
    public static ColorMoments Of(WeightedColors colours)
    {
        var sums = colours.Sum(4, (sum, row, weights) =>
        {
            for (var n = 0; n < row.Length; n++)
            {
                sum[3] += weights[n];
                for (var i = 0; i < 3; i++)
                {
                    sum[i] += weights[n] * row[n][i];
                }
            }
        });
        double[] mean = [sums[0] / sums[3], sums[1] / sums[3], sums[2] / sums[3]];

        // About the mean, in a second pass: the difference of large sums would lose a flat picture's small variance.
        var products = colours.Sum(6, (sum, row, weights) =>
        {
            for (var n = 0; n < row.Length; n++)
            {
                var weight = weights[n] / sums[3];
                var (x, y, z) = (row[n].X - mean[0], row[n].Y - mean[1], row[n].Z - mean[2]);
                sum[0] += weight * x * x;
                sum[1] += weight * y * y;
                sum[2] += weight * z * z;
                sum[3] += weight * x * y;
                sum[4] += weight * x * z;
                sum[5] += weight * y * z;
            }
        });
        return new ColorMoments(mean, new SymmetricMatrix(new[,]
        {
            { products[0], products[3], products[4] },
            { products[3], products[1], products[5] },
            { products[4], products[5], products[2] },
        }));
    }
}
