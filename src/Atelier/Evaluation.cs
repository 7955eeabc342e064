using Atelier.Imaging;
using Atelier.Losses;
using Atelier.Losses.Features;
using Atelier.Losses.Pixels;
using Atelier.Networks;
using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier;

/// <summary>The losses of a picture, unweighted, each a plain mean or sum, for comparing pictures however they were made.</summary>
/// <param name="Network">The judging network, by name or file.</param>
/// <param name="Width">The picture's width in pixels.</param>
/// <param name="Height">The picture's height in pixels.</param>
/// <param name="Content">By layer, the mean of squared differences of features from the content picture's.</param>
/// <param name="Style">
/// By layer, the mean of squared differences of Gram matrices, each divided by C·H·W of its own map; that of several styles is the
/// weighted mean of theirs.
/// </param>
/// <param name="TvL1">The sum over all channels of absolute differences of neighbours, values 0 to 1, as they are seen.</param>
/// <param name="TvL2">The sum over all channels of squared differences of neighbours.</param>
public sealed record EvaluationResult(
    string Network,
    int Width,
    int Height,
    IReadOnlyDictionary<string, double> Content,
    IReadOnlyDictionary<string, double> Style,
    double TvL1,
    double TvL2);

/// <summary>Judges what is seen of a finished picture in float32, at the pictures' own sizes, with maximum pooling and zero padding.</summary>
public static class Evaluation
{
    /// <summary>Computes the losses of <paramref name="image"/>.</summary>
    /// <param name="image">The picture to judge.</param>
    /// <param name="content">The content picture, of the same size.</param>
    /// <param name="style">The style picture, of any size.</param>
    /// <param name="network">
    /// The judging network's name or file; null for <c>ATELIER_NETWORK</c> or, without it, an installed VGG-19. The embedded
    /// network judges only where it is named: its own errors are what optimisation with it exploits.
    /// </param>
    /// <param name="device">Where it runs; null for the best there is.</param>
    /// <exception cref="PictureException">The sizes of picture and content differ, or a picture is too small.</exception>
    /// <exception cref="NetworkException">The network is not found or cannot be trusted.</exception>
    public static EvaluationResult Run(Picture image, Picture content, Picture style, string? network = null, DeviceChoice? device = null) =>
        Run(image, content, [new StylePicture(style ?? throw new ArgumentNullException(nameof(style)))], null, network, device);

    /// <summary>Computes the losses of <paramref name="image"/> beside a mixture of styles.</summary>
    /// <param name="image">The picture to judge.</param>
    /// <param name="content">The content picture, of the same size.</param>
    /// <param name="styles">The style pictures, of any size.</param>
    /// <param name="weights">How much each style counts; null for all alike.</param>
    /// <param name="network">As above.</param>
    /// <param name="device">Where it runs; null for the best there is.</param>
    /// <exception cref="OptionsException">The weights are not one for each style, or nothing is left of them.</exception>
    /// <inheritdoc cref="Run(Picture, Picture, Picture, string?, DeviceChoice?)" path="/exception"/>
    public static EvaluationResult Run(
        Picture image, Picture content, IReadOnlyList<StylePicture> styles, StyleWeights? weights, string? network = null, DeviceChoice? device = null)
    {
        var options = new StylizeOptions
        {
            Network = network,
            Device = device ?? DeviceChoice.Auto,
            Precision = Precision.Float32,
            Padding = PaddingKind.Zero,
            ContentLayers = StylizeOptions.PlainContentLayers,
            StyleLayers = StylizeOptions.PlainStyleLayers,
            StyleWeights = weights,
        };
        options.Validate();
        StyleErrors.Refuse(options, new StylizePictures(content, styles)); // before the network is read
        PictureErrors.RequireFinite(image, $"The picture");
        using var loaded = NetworkLoader.Load(options, orEmbedded: false);
        return Run(loaded, image, content, styles, weights);
    }

    internal static EvaluationResult Run(LoadedNetwork network, Picture image, Picture content, Picture style) => Run(network, image, content, [style], null);

    internal static EvaluationResult Run(LoadedNetwork network, Picture image, Picture content, IReadOnlyList<StylePicture> styles, StyleWeights? weights)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(content);
        (image, content) = (HiddenColors.Fill(image), HiddenColors.Fill(content));
        if ((image.Width, image.Height) != (content.Width, content.Height))
        {
            throw new PictureException(
                MessageCodes.PictureSizesDiffer,
                $"The picture is {image.Width}×{image.Height} and the content {content.Width}×{content.Height} pixels: resize one, content losses compare place by place.");
        }

        PictureSize.RequireUsable(image.Width, image.Height, $"The picture");
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        string[] contentLayers = [.. StylizeOptions.PlainContentLayers.Select(l => l.Layer)];
        string[] styleLayers = [.. StylizeOptions.PlainStyleLayers.Select(l => l.Layer)];
        var pixels = ToTensor(image);
        using var ofImage = network.Features.Forward(pixels, [.. contentLayers.Concat(styleLayers)]);
        using var ofContent = network.Features.Forward(ToTensor(content), contentLayers);
        var seen = new WeightedImage(pixels, PictureTensors.ToWeights(content, network.Features.Engine.Device), "The alpha of the content picture");
        var targets = styleLayers.ToDictionary(l => l, _ => zeros(1, device: network.Features.Engine.Device));
        var total = weights?.Sum() ?? styles.Count;
        for (var i = 0; i < styles.Count; i++)
        {
            Learn(styles[i], (weights?[i] ?? 1) / total);
        }

        return new EvaluationResult(
            network.Name,
            image.Width,
            image.Height,
            contentLayers.ToDictionary(l => l, ContentLoss),
            styleLayers.ToDictionary(l => l, StyleLoss),
            TotalVariation.Of(pixels, TotalVariationNorm.L1, seen.Weights),
            TotalVariation.Of(pixels, TotalVariationNorm.L2, seen.Weights));

        double ContentLoss(string layer) =>
            MeanSquare(ofImage[layer], ofContent[layer], WeightsAt(seen, ofImage[layer], layer))
            * ofContent[layer].shape[1] / network.Features.ChannelsOf(layer);

        double StyleLoss(string layer)
        {
            var gram = GramMatrix.Of(ofImage[layer], WeightsAt(seen, ofImage[layer], layer));
            return MeanSquare(gram, targets[layer]) * LossNormalizer.Style(LossNormalization.Mean, targets[layer], gram, network.Features.ChannelsOf(layer));
        }

        void Learn(StylePicture style, double share)
        {
            var picture = HiddenColors.Fill(style.Picture);
            PictureSize.RequireUsable(picture.Width, picture.Height, $"{style.Title}");
            if (share == 0)
            {
                return;
            }

            using var inner = NewDisposeScope();
            var counting = Transparency.Counting(picture, style.Mask is null ? null : Mask.Values(style.Mask, picture.Width, picture.Height));
            var learned = new WeightedImage(ToTensor(picture), PictureTensors.ToWeights(counting, network.Features.Engine.Device), "The alpha or mask of the style picture");
            using var maps = network.Features.Forward(learned.Image, styleLayers);
            foreach (var layer in styleLayers)
            {
                targets[layer] = targets[layer].Add(GramMatrix.Of(maps[layer], WeightsAt(learned, maps[layer], layer)).Multiply(share)).MoveToOuterDisposeScope();
            }
        }

        Tensor ToTensor(Picture picture) => PictureTensors.ToTensor(picture, network.Features.Engine.Device);
    }

    private static Tensor? WeightsAt(WeightedImage picture, Tensor features, string layer) =>
        SpatialWeights.At(picture, (features.shape[2], features.shape[3]), layer);

    private static double MeanSquare(Tensor a, Tensor b, Tensor? places = null)
    {
        var squares = (a - b).Square();
        return (places is null ? squares.mean() : (squares * places).mean() / places.mean()).item<float>();
    }
}
