namespace Atelier.Imaging;

/// <summary>Whose colours the result has.</summary>
public enum ColorMode
{
    /// <summary>The style's, as the network paints them.</summary>
    Style,

    /// <summary>The photograph's: only lightness is painted.</summary>
    Luminance,

    /// <summary>The photograph's as a whole: the style's colours are matched to it before anything is painted.</summary>
    Match,

    /// <summary>The style's, on the photograph as it is: colours are transferred, nothing is painted, and no network is needed.</summary>
    Only,
}

/// <summary>How the colours of one picture are matched to those of another.</summary>
public enum ColorMatch
{
    /// <summary>Mean and covariance, by one affine map of all colours.</summary>
    Affine,

    /// <summary>As <see cref="Affine"/>, then the histograms of lightness and of both colour axes.</summary>
    Histogram,
}
