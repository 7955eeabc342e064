using Atelier.Losses;
using Atelier.Networks;
using Atelier.Optimization;

namespace Atelier;

/// <summary>Named sets of options.</summary>
public enum StylizePreset
{
    /// <summary>The default: coarse to fine, as many steps as the eye still notices.</summary>
    Balanced,

    /// <summary>A draft in about half of the time.</summary>
    Fast,

    /// <summary>Everything that helps, at several times the time.</summary>
    Best,

    /// <summary>The method of Gatys et al. (2016) as published: one scale, L-BFGS from noise, the paper's normalisation.</summary>
    Gatys,
}

internal static class StylizePresets
{
    public static StylizeOptions Options(StylizePreset preset) => preset switch
    {
        StylizePreset.Balanced => new StylizeOptions(),
        StylizePreset.Fast => new StylizeOptions { Steps = StepSchedule.Parse("80,40,15") },
        StylizePreset.Best => new StylizeOptions { Steps = StepSchedule.Parse("400,400,400,300,200"), ScaleFactor = Math.Sqrt(2) },
        StylizePreset.Gatys => new StylizeOptions
        {
            Init = Imaging.InitialPicture.Noise,
            Scales = 1,
            Steps = StepSchedule.Parse("500"),
            Normalization = LossNormalization.Gatys,
            ContentWeight = 1,
            StyleWeight = 1000,
            ContentLayers = StylizeOptions.PlainContentLayers,
            StyleLayers = StylizeOptions.PlainStyleLayers,
            StrokeWeight = 0,
            TvWeight = 0,
            RangeWeight = 0,
            PreviewWeight = 0,
            Pooling = PoolingKind.Avg,
            Padding = PaddingKind.Zero,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(preset), preset, "Unknown preset."),
    };
}
