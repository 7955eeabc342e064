using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Atelier.Imaging;
using Atelier.Losses;
using Atelier.Networks;
using Atelier.Optimization;

namespace Atelier;

/// <summary>
/// Everything that a run can be told, beside its pictures. The defaults are the <see cref="StylizePreset.Balanced"/>
/// preset. The command's options and their help are derived from this type (see <see cref="StylizeOption"/>).
/// </summary>
public sealed record StylizeOptions
{
    /// <summary>The longest side of the result in pixels. A content picture that already has it is not resampled.</summary>
    [OptionHelp(OptionGroup.Picture, "longest side of the result, in pixels")]
    [Range(16, 32768)]
    public int Size { get; init; } = 512;

    /// <summary>
    /// The longest side of the style picture in pixels; null for that of the result. A style picture is never enlarged:
    /// it has no more detail to give than its own pixels.
    /// </summary>
    [OptionHelp(OptionGroup.Picture, "longest side of the style picture, in pixels (default: as the result; never enlarged)")]
    [Range(16, 32768)]
    public int? StyleSize { get; init; }

    /// <summary>
    /// The size of strokes beside the content: a factor on the size at which style pictures are seen, at every scale, or
    /// <see cref="Atelier.StyleScale.Own"/> for their own pixels. A style picture is never enlarged, and says so where that was asked for.
    /// </summary>
    [OptionHelp(OptionGroup.Picture, "size of strokes: a factor on the style picture's size, such as 0.5, or own for its own pixels")]
    public StyleScale StyleScale { get; init; } = 1;

    /// <summary>What becomes of the places that no region covers.</summary>
    [OptionHelp(OptionGroup.Picture, "what no --region covers: painted in the manner of STYLE, or kept as it is")]
    public OutsideRegions Elsewhere { get; init; } = OutsideRegions.Style;

    /// <summary>What is done about content and style pictures of different sizes.</summary>
    [OptionHelp(OptionGroup.Picture, "pictures of different sizes: none (Gram matrices need no matching), resize the style picture, or resize feature maps layerwise")]
    public MatchSize MatchSize { get; init; } = MatchSize.None;

    /// <summary>How the style picture is brought to the content's shape where <see cref="MatchSize"/> is <see cref="MatchSize.Resize"/>.</summary>
    [OptionHelp(OptionGroup.Picture, "how --match-size resize brings the style to the content's shape")]
    public FitMode Fit { get; init; } = FitMode.Cover;

    /// <summary>What the first picture is.</summary>
    [OptionHelp(OptionGroup.Picture, "what to start from: content, noise, style, or a picture file")]
    public InitialPicture Init { get; init; } = InitialPicture.Content;

    /// <summary>
    /// A finished, smaller painting of the same content to go on from: scales up to its size are not painted again. Null to start from
    /// <see cref="Init"/>.
    /// </summary>
    [OptionHelp(OptionGroup.Picture, "go on from a smaller picture that Atelier made, or its checkpoint: larger scales only; CONTENT, STYLE and options are those of its recipe unless given")]
    public PaintedFile? Continue { get; init; }

    /// <summary>The seed of everything random. The same seed on the same machine gives the same picture.</summary>
    [OptionHelp(OptionGroup.Picture, "seed of everything random")]
    [Range(0, int.MaxValue)]
    public int Seed { get; init; }

    /// <summary>Whose colours the result has. <see cref="ColorMode.Only"/> paints nothing and needs no network.</summary>
    [OptionHelp(OptionGroup.Picture, "whose colours: the style's, the photograph's with lightness alone painted (luminance), the photograph's as a whole (match), or only transfer the style's colours")]
    public ColorMode Color { get; init; } = ColorMode.Style;

    /// <summary>How colours are matched, or lightnesses where <see cref="Color"/> is <see cref="ColorMode.Luminance"/>.</summary>
    [OptionHelp(OptionGroup.Picture, "what --color matches: mean and covariance (affine), or the histograms too")]
    public ColorMatch ColorMatch { get; init; } = ColorMatch.Affine;

    /// <summary>
    /// How painted the result is: 0 is the photograph, 50 looks half painted whatever the pictures and their size, and at 100 the
    /// photograph is only a hint. The balance of content and style is changed during the run by what is reached, beginning at the
    /// coarsest scale; null leaves both weights as they are.
    /// </summary>
    [OptionHelp(OptionGroup.Losses, "how painted the result is, from 0, the photograph, to 100, where it is only a hint; sets the weights of content and style, and those given beside it switch it off")]
    [Range(0, 100)]
    public double? Strength { get; init; }

    /// <summary>The weight of the content loss. Relative to the style weight, it sets the balance of photograph and painting.</summary>
    [OptionHelp(OptionGroup.Losses, "weight of the content loss")]
    [Range(0, 1e12)]
    public double ContentWeight { get; init; } = 1;

    /// <summary>The weight of the style loss.</summary>
    [OptionHelp(OptionGroup.Losses, "weight of the style loss")]
    [Range(0, 1e12)]
    public double StyleWeight { get; init; } = 30;

    /// <summary>
    /// The weight of the distance between the picture's features and the nearest features of the style, which makes strokes, at scales of 256 to
    /// 1024 pixels; 0 leaves it out.
    /// </summary>
    [OptionHelp(OptionGroup.Losses, "weight of the distance to the nearest features of the style, which makes strokes (0: none)")]
    [Range(0, 1e12)]
    public double StrokeWeight { get; init; } = 15;

    /// <summary>How much each style picture counts beside the others; null for all alike. Only their proportions matter.</summary>
    [OptionHelp(OptionGroup.Losses, "how much each of several styles counts: 3,1 (default: alike)")]
    public StyleWeights? StyleWeights { get; init; }

    /// <summary>The weight of the total variation loss, which smooths grain.</summary>
    [OptionHelp(OptionGroup.Losses, "weight of the total variation loss")]
    [Range(0, 1e12)]
    public double TvWeight { get; init; } = 0.01;

    /// <summary>Whether total variation sums the absolute or the squared differences of neighbours.</summary>
    [OptionHelp(OptionGroup.Losses, "total variation: sum of absolute (l1) or of squared (l2) differences of neighbours")]
    public TotalVariationNorm TvNorm { get; init; } = TotalVariationNorm.L1;

    /// <summary>
    /// The weight of the penalty on the squared distance of pixels from the range 0 to 1, which a saved picture would clip.
    /// </summary>
    [OptionHelp(OptionGroup.Losses, "weight of the penalty on pixels out of range")]
    [Range(0, 1e12)]
    public double RangeWeight { get; init; } = 1;

    /// <summary>
    /// The weight of the difference from the preview: at scales above 512 pixels the painting, reduced, is held near to what it was at
    /// the largest scale up to 512, so that a large picture looks as its preview did. It is a share of the weights of content and style
    /// together, so that it holds as well where those are raised; 0 lets the painting go its own way.
    /// </summary>
    [OptionHelp(OptionGroup.Losses, "how firmly what is painted above 512 pixels is held to its preview, to what it was at 512: a share of the weights of content and style; 0 lets it go its own way")]
    [Range(0, 1e12)]
    public double PreviewWeight { get; init; } = 0.1;

    /// <summary>
    /// The layers of the content loss and their weights. The paper has relu4_2 alone; relu3_1 beside it keeps eyes and mouths where they are, which
    /// at a coarse scale are a few positions of relu4_2.
    /// </summary>
    [OptionHelp(OptionGroup.Losses, "layers of the content loss, each with an optional weight: relu4_2 or relu3_2:2,relu4_2")]
    public LayerWeights ContentLayers { get; init; } = LayerWeights.Parse("relu3_1,relu4_2");

    /// <summary>What is compared between the features of the picture and of the content.</summary>
    [OptionHelp(OptionGroup.Losses, "what is compared with the content: features, or their self-similarity, which keeps forms and lets colours change")]
    public ContentLossKind ContentLoss { get; init; } = ContentLossKind.Features;

    /// <summary>
    /// The layers of the style loss and their weights. The paper weighs them alike, but its Gram matrices are not brought to
    /// one scale, so that relu4_1 outweighs the others a thousandfold; the default leans towards it as well. The paper's relu5_1 is left out: it
    /// brings objects of the painting, such as suns and eyes, to where the photograph has none.
    /// </summary>
    [OptionHelp(OptionGroup.Losses, "layers of the style loss, each with an optional weight: relu1_1:4,relu2_1")]
    public LayerWeights StyleLayers { get; init; } = LayerWeights.Parse("relu1_1,relu2_1,relu3_1,relu4_1:3");

    /// <summary>What is compared between the features of the picture and of the style.</summary>
    [OptionHelp(OptionGroup.Losses, "what is compared with the style: gram (Gram matrices), moments (Gram matrices, means and standard deviations), wasserstein (means and covariances, by the distance of normal distributions), or neighbours (no statistics, only what --stroke-weight weighs)")]
    public StyleLossKind StyleLoss { get; init; } = StyleLossKind.Gram;

    /// <summary>The content layer of Gatys et al. (2016).</summary>
    internal static LayerWeights PlainContentLayers { get; } = LayerWeights.Parse("relu4_2");

    /// <summary>The style layers of Gatys et al. (2016), weighed alike.</summary>
    internal static LayerWeights PlainStyleLayers { get; } = LayerWeights.Parse("relu1_1,relu2_1,relu3_1,relu4_1,relu5_1");

    /// <summary>What each loss is divided by, so that the weights mean something.</summary>
    [OptionHelp(OptionGroup.Losses, "what losses are divided by: their value at a reference, the number of elements (mean), or as in the paper (gatys)")]
    public LossNormalization Normalization { get; init; } = LossNormalization.Reference;

    /// <summary>The optimiser that updates the pixels.</summary>
    [OptionHelp(OptionGroup.Optimization, "optimiser that updates the pixels")]
    public OptimizerKind Optimizer { get; init; } = OptimizerKind.Lbfgs;

    /// <summary>How many past steps L-BFGS remembers.</summary>
    [OptionHelp(OptionGroup.Optimization, "how many past steps L-BFGS remembers")]
    [Range(1, 1000)]
    public int HistorySize { get; init; } = 100;

    /// <summary>The step size of Adam, in pixel values of 0 to 1.</summary>
    [OptionHelp(OptionGroup.Optimization, "step size of Adam, in pixel values of 0 to 1")]
    [Range(1e-6, 1)]
    public double LearningRate { get; init; } = 0.02;

    /// <summary>
    /// Steps of each scale, coarse to fine: by default at 128, 256, 512 … 8192 pixels. A large scale begins with all that the smaller
    /// ones found, and needs fewer.
    /// </summary>
    [OptionHelp(OptionGroup.Optimization, "steps of every scale, or one number a scale from coarse to fine, the last of which serves all finer ones: 200 or 300,200,100")]
    public StepSchedule Steps { get; init; } = StepSchedule.Parse("100,60,45,45,40,40,30");

    /// <summary>How many scales; 1 is the plain algorithm, null as many as fit between 128 pixels and the size.</summary>
    [OptionHelp(OptionGroup.Optimization, "number of scales, coarse to fine; 1 is the plain algorithm (default: from 128 pixels up)")]
    [Range(1, 32)]
    public int? Scales { get; init; }

    /// <summary>How many times longer the sides of a scale are than those of the scale before.</summary>
    [OptionHelp(OptionGroup.Optimization, "how many times longer a scale's sides are than the last one's")]
    [Range(1.1, 4)]
    public double ScaleFactor { get; init; } = 2;

    /// <summary>
    /// Stops a scale when the loss falls by less than this fraction of itself over ten steps; null never does.
    /// </summary>
    [OptionHelp(OptionGroup.Optimization, "end a scale when ten steps improve the loss by less than this fraction, such as 0.01")]
    [Range(1e-9, 1)]
    public double? Until { get; init; }

    /// <summary>
    /// Stops the run after this time of optimisation, 1 ms to 1e9 s, with the best picture so far; null never does. Recipes and the command
    /// have it in seconds.
    /// </summary>
    [OptionHelp(OptionGroup.Optimization, "stop after this many seconds with the best picture so far")]
    [SecondsRange(0.001, 1e9), JsonConverter(typeof(Seconds))]
    public TimeSpan? Time { get; init; }

    /// <summary>
    /// The network's name or weights file, <c>compact</c> for the embedded one, or <c>auto</c>: an installed VGG-19, else
    /// <c>compact</c>. Null for <c>ATELIER_NETWORK</c> or, without it, <c>auto</c>.
    /// </summary>
    [OptionHelp(OptionGroup.Network, "name or weights file of the network, compact (the embedded one), or auto: an installed VGG-19, else compact (default: $ATELIER_NETWORK, else auto)")]
    public string? Network { get; init; }

    /// <summary>
    /// Who does the first steps: the embedded network, at a quarter of the price, all those of the scales below 512 pixels and half
    /// of the others; the network itself then does two thirds of its steps there. The finest scale always ends with the network itself.
    /// </summary>
    [OptionHelp(OptionGroup.Network, "who does the first steps: compact (the embedded network, four times as fast), none but the network itself, or auto: compact where the network was found, not named")]
    public DraftChoice Draft { get; init; } = DraftChoice.Auto;

    /// <summary>How the network wants its input, for a weights file that does not say; null to go by the file.</summary>
    [OptionHelp(OptionGroup.Network, "input convention, for a weights file that does not say: bgr255 or rgb01")]
    public InputConventionName? NetworkInput { get; init; }

    /// <summary>The pooling between the network's blocks.</summary>
    [OptionHelp(OptionGroup.Network, "pooling: max, avg, or avg rescaled to the activations of max")]
    public PoolingKind Pooling { get; init; } = PoolingKind.Max;

    /// <summary>The border of convolutions.</summary>
    [OptionHelp(OptionGroup.Network, "border of convolutions: zero as trained, or replicate against a frame in the picture")]
    public PaddingKind Padding { get; init; } = PaddingKind.Replicate;

    /// <summary>Where the network runs.</summary>
    [OptionHelp(OptionGroup.Engine, "where the network runs: auto, cpu, cuda, cuda:N or mps")]
    public DeviceChoice Device { get; init; } = DeviceChoice.Auto;

    /// <summary>The number format of the network; everything else is always float32.</summary>
    [OptionHelp(OptionGroup.Engine, "number format inside the network; auto is bfloat16 where the machine is fast at it")]
    public Precision Precision { get; init; } = Precision.Auto;

    /// <summary>
    /// The memory that a run may take at its peak; null for what is free, less a tenth. A picture that does not fit as a whole passes the
    /// network in tiles, with the same result to rounding.
    /// </summary>
    [OptionHelp(OptionGroup.Engine, "memory that the run may take, such as 4GiB: tiles, history and optimizer follow from it (default: nine tenths of what is free)", InRecipe = false)]
    public MemorySize? Memory { get; init; }

    /// <summary>
    /// About how many pixels the side of a tile has at the first block of the network, without the margin that is seen beside it; deeper blocks,
    /// which have more channels, have tiles of as many values. Null for what the memory allows.
    /// </summary>
    [OptionHelp(OptionGroup.Engine, "side of the tiles in which the picture passes the network, in pixels (default: as a whole or, where the memory is too small, as large as fits)")]
    [Range(32, 32768)]
    public int? Tile { get; init; }

    /// <summary>A folder on a disk for what is seldom looked at and does not fit the memory; null for none. 64-bit Linux alone.</summary>
    [OptionHelp(OptionGroup.Engine, "folder on a disk for what the memory is too small for (Linux)", InRecipe = false)]
    public string? Scratch { get; init; }

    /// <summary>
    /// Leaves the finished picture unchecked. Otherwise spots, haze, borders and clipped values become
    /// <see cref="StylizeResult.Warnings"/>; the picture is the same either way.
    /// </summary>
    [OptionHelp(OptionGroup.Engine, "do not check the finished picture for spots, haze, borders and clipped values")]
    public bool NoGuard { get; init; }

    /// <summary>Reports the picture itself every so many steps; 0 never does.</summary>
    [OptionHelp(OptionGroup.Engine, "write the picture every so many steps, numbered beside the output (0: never)", Name = "save-every", InRecipe = false)]
    [Range(0, int.MaxValue)]
    public int PictureEvery { get; init; }

    /// <summary>Losses of one's own, added to the objective. Recipes do not keep them.</summary>
    [JsonIgnore]
    public IReadOnlyList<PictureLoss> Losses { get; init; } = [];

    /// <summary>The options of a preset.</summary>
    public static StylizeOptions For(StylizePreset preset) => StylizePresets.Options(preset);

    /// <summary>Checks every option.</summary>
    /// <exception cref="OptionsException">An option is out of its range, or two contradict each other; lists every fault.</exception>
    public void Validate() => StylizeOptionsValidator.Validate(this);

    /// <summary>Finds, before any work is done, whether the folder of <see cref="Scratch"/> can be used.</summary>
    /// <exception cref="StylizeException">It is missing, lies in memory, cannot be written to, or is full; or this is not 64-bit Linux.</exception>
    public void CheckScratch()
    {
        if (Scratch is { } folder)
        {
            Imaging.Storage.TemporaryMappedFile.Check(folder);
        }
    }
}
