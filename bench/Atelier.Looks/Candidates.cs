using Atelier.Losses;
using Atelier.Networks;
using Atelier.Optimization;

namespace Atelier.Looks;

/// <summary>The ways of painting that are compared. Another is compared where there is a folder of its pictures.</summary>
internal static class Candidates
{
    /// <summary>Their names and options.</summary>
    public static IReadOnlyDictionary<string, StylizeOptions> All { get; } = new Dictionary<string, StylizeOptions>
    {
        ["vgg19"] = new() { Network = "vgg19", Draft = DraftChoice.Compact },
        ["compact"] = new() { Network = "compact" },
        ["best"] = StylizeOptions.For(StylizePreset.Best) with { Network = "vgg19", Draft = DraftChoice.Compact },

        // As neural-style-pt: one scale from noise, plain means, the weights of its documents.
        ["recipe"] = new()
        {
            Network = "vgg19",
            Draft = DraftChoice.None,
            Init = Imaging.InitialPicture.Noise,
            Scales = 1,
            Steps = StepSchedule.Parse("1000"),
            HistorySize = 100,
            Normalization = LossNormalization.Mean,
            ContentWeight = 5,
            StyleWeight = 100,
            StrokeWeight = 0,
            ContentLayers = LayerWeights.Parse("relu4_2"),
            StyleLayers = LayerWeights.Parse("relu1_1,relu2_1,relu3_1,relu4_1,relu5_1"),
            TvWeight = 0.001,
            RangeWeight = 0,
            PreviewWeight = 0,
            Padding = PaddingKind.Zero,
        },
    };
}
