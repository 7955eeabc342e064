namespace Atelier.Imaging;

/// <summary>Colours that a PNG file describes without a profile: by the numbers of ITU-T H.273, or by gamma and chromaticities.</summary>
internal static class CodedColours
{
    private const int IsSrgbTransfer = 13;
    private const double GammaOfSrgb = 0.45455;

    private static readonly double[] D65 = [0.3127, 0.3290];
    private static readonly double[] Bt709 = [.. D65, 0.64, 0.33, 0.30, 0.60, 0.15, 0.06];

    /// <summary>The profile of a PNG file's colours.</summary>
    /// <returns>The profile of its colours; null where its own ICC profile counts, or it is sRGB.</returns>
    public static byte[]? ProfileOf(PngChunks png, bool isGrey)
    {
        if (png.Cicp is { } cicp)
        {
            return IsKnown(cicp) && !IsSrgb(cicp) ? MatrixProfile.Of(Primaries(cicp.Primaries)!, Curve(cicp.Transfer)!, isGrey) : null;
        }

        // In order of precedence.
        if (png.HasProfile || png.IsSrgb || (png.Gamma is null && png.Chromaticities is null))
        {
            return null;
        }

        var chromaticities = png.Chromaticities ?? Bt709;
        var isSrgb = png.Gamma is null or > GammaOfSrgb - 0.001 and < GammaOfSrgb + 0.001;
        return isSrgb && (isGrey || chromaticities.Zip(Bt709, (a, b) => Math.Abs(a - b)).Max() < 0.001) ? null
            : png.Gamma is <= 0.01 or >= 10 ? null
            : MatrixProfile.Of(chromaticities, isSrgb ? MatrixProfile.Srgb : [1 / png.Gamma!.Value], isGrey);
    }

    /// <summary>Whether the numbers say a kind of colours that can be read; high dynamic range cannot.</summary>
    public static bool IsKnown((int Primaries, int Transfer, int Matrix, bool IsFullRange) cicp) =>
        cicp is { Matrix: 0, IsFullRange: true } && Primaries(cicp.Primaries) is not null && Curve(cicp.Transfer) is not null;

    /// <summary>Whether the numbers say sRGB.</summary>
    public static bool IsSrgb((int Primaries, int Transfer, int Matrix, bool IsFullRange) cicp) => cicp is { Primaries: 1, Transfer: IsSrgbTransfer };

    // H.273, table 2: white, red, green, blue.
    private static double[]? Primaries(int number) => number switch
    {
        1 => Bt709,
        4 => [0.310, 0.316, 0.67, 0.33, 0.21, 0.71, 0.14, 0.08],
        5 => [.. D65, 0.64, 0.33, 0.29, 0.60, 0.15, 0.06],
        6 or 7 => [.. D65, 0.630, 0.340, 0.310, 0.595, 0.155, 0.070],
        9 => [.. D65, 0.708, 0.292, 0.170, 0.797, 0.131, 0.046],
        11 => [0.314, 0.351, 0.680, 0.320, 0.265, 0.690, 0.150, 0.060],
        12 => [.. D65, 0.680, 0.320, 0.265, 0.690, 0.150, 0.060],
        22 => [.. D65, 0.630, 0.340, 0.295, 0.605, 0.155, 0.077],
        _ => null,
    };

    // H.273, table 3.
    private static double[]? Curve(int number) => number switch
    {
        1 or 6 or 14 or 15 => MatrixProfile.Bt709,
        4 => [2.2],
        5 => [2.8],
        8 => [1],
        IsSrgbTransfer => MatrixProfile.Srgb,
        _ => null,
    };
}
