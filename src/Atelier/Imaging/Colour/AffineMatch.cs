using System.Numerics;

namespace Atelier.Imaging.Colour;

/// <summary>
/// The affine map that gives colours another mean and covariance: of all that do, the one that moves them least, which is
/// symmetric and turns no hue into another (the linear Monge-Kantorovitch map of Pitié and Kokaram 2007; Gatys et al. 2017 match
/// the same moments by other roots).
/// </summary>
internal sealed class AffineMatch
{
    /// <summary>
    /// No direction is stretched further: a direction of little variance is noise, and a grey picture has no colours to stretch.
    /// </summary>
    public const double GreatestGain = 5;

    // Below a variance like this, a tenth of a grey level, there is nothing but rounding.
    private const double NoVariance = 1e-7;

    private readonly Vector3 _from;
    private readonly Vector3 _to;
    private readonly Matrix4x4 _map;

    /// <summary>The map from colours of some moments to those of others.</summary>
    public AffineMatch(ColorMoments from, ColorMoments to)
    {
        // A = S^(−1/2) · (S^(1/2) · T · S^(1/2))^(1/2) · S^(−1/2), S and T the covariances.
        var root = from.Covariance.Map(v => Math.Sqrt(Math.Max(v, 0)));
        var inverse = from.Covariance.Map(v => v > NoVariance ? 1 / Math.Sqrt(v) : 0);
        var middle = SymmetricMatrix.Sandwich(root, to.Covariance).Map(v => Math.Sqrt(Math.Max(v, 0)));
        var map = SymmetricMatrix.Sandwich(inverse, middle).Map(v => Math.Clamp(v, 0, GreatestGain));
        _map = Matrix4x4.Create(Row(0), Row(1), Row(2), default);
        Vector4 Row(int i) => new((float)map[i, 0], (float)map[i, 1], (float)map[i, 2], 0);
        _from = Vector(from.Mean);
        _to = Vector(to.Mean);
    }

    /// <summary>The mapped colour.</summary>
    public Vector3 Apply(Vector3 colour) => _to + Vector3.TransformNormal(colour - _from, _map);

    private static Vector3 Vector(double[] values) => new((float)values[0], (float)values[1], (float)values[2]);
}
