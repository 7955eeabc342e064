using System.Numerics;

namespace Atelier.Imaging.Colour;

/// <summary>Mean and covariance of colours.</summary>
/// <param name="Mean">The mean, three values.</param>
/// <param name="Covariance">The covariance.</param>
internal sealed record ColorMoments(double[] Mean, SymmetricMatrix Covariance)
{
    /// <summary>Those of a picture's colours.</summary>
    /// <param name="colours">The colours.</param>
    /// <param name="weights">What each counts; null where all count the same.</param>
    public static ColorMoments Of(ReadOnlySpan<Vector3> colours, ReadOnlySpan<float> weights)
    {
        var mean = new double[3];
        var total = 0.0;
        for (var n = 0; n < colours.Length; n++)
        {
            var weight = weights.IsEmpty ? 1.0 : weights[n];
            total += weight;
            for (var i = 0; i < 3; i++)
            {
                mean[i] += weight * colours[n][i];
            }
        }

        for (var i = 0; i < 3; i++)
        {
            mean[i] /= total;
        }

        // About the mean, in a second pass: the difference of large sums would lose a flat picture's small variance.
        var covariance = new double[3, 3];
        for (var n = 0; n < colours.Length; n++)
        {
            var weight = (weights.IsEmpty ? 1.0 : weights[n]) / total;
            var (x, y, z) = (colours[n].X - mean[0], colours[n].Y - mean[1], colours[n].Z - mean[2]);
            covariance[0, 0] += weight * x * x;
            covariance[1, 1] += weight * y * y;
            covariance[2, 2] += weight * z * z;
            covariance[0, 1] += weight * x * y;
            covariance[0, 2] += weight * x * z;
            covariance[1, 2] += weight * y * z;
        }

        (covariance[1, 0], covariance[2, 0], covariance[2, 1]) = (covariance[0, 1], covariance[0, 2], covariance[1, 2]);
        return new ColorMoments(mean, new SymmetricMatrix(covariance));
    }
}
