namespace Atelier.Losses;

/// <summary>What is done about content and style pictures of different sizes.</summary>
public enum MatchSize
{
    /// <summary>Nothing: a Gram matrix has the same shape whatever the size of its feature map.</summary>
    None,

    /// <summary>The style picture is brought to the content picture's size.</summary>
    Resize,

    /// <summary>At each style layer the smaller feature map is resized bilinearly to the size of the larger.</summary>
    Layerwise,
}

/// <summary>What is compared between the features of the picture and of the content.</summary>
public enum ContentLossKind
{
    /// <summary>The features themselves (Gatys et al. 2016).</summary>
    Features,

    /// <summary>How alike positions are to each other (Kolkin et al. 2019): forms stay, and their colours may change.</summary>
    SelfSimilarity,
}

/// <summary>What is compared between the features of the picture and of the style.</summary>
public enum StyleLossKind
{
    /// <summary>Gram matrices (Gatys et al. 2016).</summary>
    Gram,

    /// <summary>Gram matrices, and the mean and standard deviation of each channel (Galerne et al. 2024).</summary>
    Moments,

    /// <summary>The 2-Wasserstein distance between the normal distributions that have the features' means and covariances.</summary>
    Wasserstein,

    /// <summary>No statistics: each position's nearest features alone (Kolkin et al. 2022), with the weight of strokes.</summary>
    Neighbours,
}

/// <summary>What becomes of the places that no region covers.</summary>
public enum OutsideRegions
{
    /// <summary>They are painted in the manner of the style picture.</summary>
    Style,

    /// <summary>They stay the photograph.</summary>
    Keep,
}

/// <summary>How total variation measures the difference of neighbouring pixels.</summary>
public enum TotalVariationNorm
{
    /// <summary>Absolute differences.</summary>
    L1,

    /// <summary>Squared differences.</summary>
    L2,
}

/// <summary>What the losses are divided by.</summary>
public enum LossNormalization
{
    /// <summary>Each term by its value at a reference picture, so that weights hold across sizes and pictures.</summary>
    Reference,

    /// <summary>Each term by its number of elements: means of squares.</summary>
    Mean,

    /// <summary>As Gatys et al. (2016) write it: half sums of squares, and 1/(4N²M²) for style.</summary>
    Gatys,
}
