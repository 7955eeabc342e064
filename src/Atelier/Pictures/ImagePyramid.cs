using Atelier.Imaging;
using Atelier.Imaging.Colour;
using Atelier.Imaging.Storage;
using Atelier.Losses;
using Atelier.Losses.Features;
using Atelier.Networks;
using Atelier.Networks.Runtime;
using Atelier.Networks.Tiling;
using Atelier.Optimization;
using static TorchSharp.torch;

namespace Atelier;

/// <summary>The pictures of a run at each scale.</summary>
internal sealed class ImagePyramid
{
    private readonly Picture _content;
    private readonly ScaledRegions _styles;
    private readonly bool _hasUnusedStyles;
    private readonly StylizeOptions _options;
    private readonly ColorPolicy _coloring;
    private readonly Picture _photograph;
    private readonly Picture _given;
    private readonly IReadOnlyList<Message> _remarks;
    private Picture _sizedPhotograph;

    public ImagePyramid(StylizePictures pictures, StylizeOptions options, StyleCache? cache = null)
    {
        var content = _given = pictures.Content;
        _remarks = PictureErrors.Warnings(pictures, options);
        var size = PictureResizer.SizeFor(content.Width, content.Height, options.Size);
        _photograph = _sizedPhotograph = HiddenColors.Fill(content);
        _coloring = new ColorPolicy(_photograph, options.Color, options.ColorMatch);
        _content = _coloring.Content;
        _styles = new ScaledRegions(
            NetworkInputs.Of(pictures, _coloring),
            size,
            options,
            options.Color == ColorMode.Style ? cache : null); // else a style's colours are another content picture's, too
        _hasUnusedStyles = options.Elsewhere == OutsideRegions.Keep && pictures.Styles.Count > 0;
        _options = options;
        HasNothingToPaint = IsItsOwnStyle(pictures, options);
        Earlier = PriorResult.Read(options, content, picture => _coloring.Seen(HiddenColors.Fill(picture)));
    }

    /// <summary>The smaller painting that the run goes on from, if any.</summary>
    public PriorResult? Earlier { get; }

    /// <summary>Whether the style is the content picture itself.</summary>
    public bool HasNothingToPaint { get; }

    /// <summary>The warnings for the user, each one line.</summary>
    public IReadOnlyList<Message> Warnings =>
    [
        .. _remarks,
        .. _styles.All.Select(s => s.Warning).OfType<Message>().DistinctBy(w => w.ToString()),
        .. _hasUnusedStyles
            ? [new Message(MessageCodes.StyleUnused, $"No style picture but the regions' own is used: {new OptionName("elsewhere")} keep leaves the rest of the photograph as it is.", "elsewhere")]
            : Array.Empty<Message>(),
        .. HasNothingToPaint
            ? [new Message(MessageCodes.NothingToPaint, $"The content picture and the style picture are the same, so there is nothing to paint: give another picture as the style.")]
            : Array.Empty<Message>(),
    ];

    /// <summary>What there is at a scale besides the picture that is painted.</summary>
    public ScalePictures OtherPicturesAt(Scale scale) => new(
        _styles.All.Max(s => s.SizeAt(scale) is var (width, height) ? (long)width * height : 0),
        Held.Where(p => !p.IsInFile).Sum(Pixels),
        _styles.Masks + (_content.Alpha is null ? 0 : 1),
        _options.Elsewhere == OutsideRegions.Keep,
        Held.Where(p => p.IsInFile).Sum(Pixels),
        PictureScratch.Takes(scale.Width, scale.Height),
        MadeAt(scale));

    // What was painted and, where those are others, its finished colours; a content picture of another size beside it, and once more while
    // the result is looked at.
    private int MadeAt(Scale scale) =>
        (_content.Width, _content.Height) != (scale.Width, scale.Height) ? 3 : _options.Color == ColorMode.Luminance ? 2 : 1;

    private IEnumerable<Picture> Held => new[] { _photograph, _content }.Concat(_styles.All.Select(s => s.Picture)).Distinct();

    /// <summary>Refuses pictures that leave the network nothing to look at.</summary>
    /// <param name="coarsest">The first scale.</param>
    public void RequireUsable(Scale coarsest)
    {
        Transparency.RequireVisible(_content, $"The content picture");
        PictureSize.RequireUsable(_content.Width, _content.Height, $"The content picture");
        PictureSize.RequireUsable(_content.Width, _content.Height, coarsest.LongestSide, $"The content picture");
        foreach (var style in _styles.All)
        {
            style.RequireUsable(coarsest);
        }
    }

    /// <summary>The picture that a run starts from, at its first scale, (1, 3, H, W).</summary>
    /// <param name="first">The scale.</param>
    /// <param name="device">Where it is wanted.</param>
    /// <param name="scratch">Where it lies; null for memory.</param>
    public Tensor Start(Scale first, Device device, TensorScratch? scratch = null) => Earlier is null
        ? PictureTensors.ToTensor(Initial(first), device, scratch)
        : Enlarge(Earlier.Image.to(device), Earlier.Scale, first, device, scratch);

    private Picture Initial(Scale scale)
    {
        if (_options.Init == InitialPicture.Noise)
        {
            return _coloring.Seen(NoisePicture.Create(scale.Width, scale.Height, _options.Seed));
        }

        return _options.Init == InitialPicture.Style ? _styles.First.FittedTo(scale)
            : _options.Init.IsFile ? PictureResizer.Fit(_coloring.Seen(HiddenColors.Fill(Picture.Load(_options.Init.Name))), scale.Width, scale.Height, FitMode.Cover)
            : PictureResizer.Resize(_content, scale.Width, scale.Height);
    }

    /// <summary>
    /// A painted picture brought to the next scale; where the run began with the photograph, with the detail of the photograph
    /// that the smaller scale could not hold.
    /// </summary>
    /// <param name="image">The painted picture, (1, 3, H, W).</param>
    /// <param name="from">Its scale.</param>
    /// <param name="to">The next.</param>
    /// <param name="device">Where it is wanted.</param>
    /// <param name="scratch">Where the result lies, and what it is made of; null for memory.</param>
    public Tensor Enlarge(Tensor image, Scale from, Scale to, Device device, TensorScratch? scratch = null)
    {
        using var scope = NewDisposeScope();
        image = Seen(image, from);
        if (_options.Init != InitialPicture.Content)
        {
            return Enlarging.To(image, to, scratch).MoveToOuterDisposeScope();
        }

        using var before = ContentAt(from, device, scratch);
        return Enlarging.WithDetail(image, before, ContentAt(to, device, scratch), to, inPlace: scratch is not null).MoveToOuterDisposeScope();
    }

    /// <summary>A painting as the scales after it see it, (1, 3, H, W).</summary>
    /// <param name="image">The painted picture, (1, 3, H, W).</param>
    /// <param name="scale">Its scale.</param>
    public Tensor Seen(Tensor image, Scale scale) => InRange(Over(image, scale), scale);

    /// <summary>The inputs of the objective at a scale. They belong to the current dispose scope.</summary>
    /// <param name="scale">The scale.</param>
    /// <param name="network">The network.</param>
    /// <param name="tiles">How pictures pass the network.</param>
    /// <param name="preview">The painting of a coarser scale that constrains this one, (1, 3, h, w); null for none.</param>
    public ObjectiveInputs InputsAt(Scale scale, FeatureNetwork network, TileSettings tiles, Tensor? preview = null)
    {
        var device = network.Engine.Device;
        var (areas, painted) = _styles.At(scale, device, tiles.Scratch);
        var sized = PictureResizer.Resize(_content, scale.Width, scale.Height);
        var content = new WeightedImage(
            PictureTensors.ToTensor(sized, device, tiles.Scratch), PictureTensors.ToWeights(sized, device, tiles.Scratch), "The alpha of the content picture");
        sized.Release(_content, _sizedPhotograph, _given);
        return new ObjectiveInputs(network, new ObjectivePictures(content, areas, painted, preview), scale.OptionsOf(_options), tiles);
    }

    /// <summary>
    /// A painting (1, 3, H, W) at a scale as the user gets it: with the photograph where nothing is painted, with the colours that
    /// were asked for, and with the photograph's alpha.
    /// </summary>
    public Picture Shown(Tensor painting, Scale scale, PictureMetadata? metadata = null)
    {
        // Kept, since a preview asks for one picture after the other.
        if ((_sizedPhotograph.Width, _sizedPhotograph.Height) != (scale.Width, scale.Height))
        {
            _sizedPhotograph.Release(_photograph, _content, _given);
            _sizedPhotograph = PictureResizer.Resize(_photograph, scale.Width, scale.Height);
        }

        var whole = Whole(painting, scale, metadata);
        var finished = _coloring.Finish(whole, _sizedPhotograph);
        whole.Release(finished);
        return finished.WithAlpha(_sizedPhotograph.Alpha);
    }

    /// <summary>Gives the file of a shown picture back.</summary>
    public void Release(Picture shown) => shown.Release(_sizedPhotograph, _photograph, _content, _given);

    private Picture Whole(Tensor painting, Scale scale, PictureMetadata? metadata)
    {
        using var scope = NewDisposeScope();
        return PictureTensors.ToPicture(Over(painting, scale), metadata);
    }

    // No penalty keeps hidden pixels in range, and those that are seen beside them would get some of theirs.
    private Tensor InRange(Tensor image, Scale scale)
    {
        if (_content.Alpha is null)
        {
            return image;
        }

        using var opacity = PictureTensors.ToWeights(PictureResizer.Resize(_content, scale.Width, scale.Height), image.device)!;
        return image.Add((image.Clamp(0, 1) - image) * opacity.OneMinus());
    }

    // What is seen of a painting: the photograph lies over it where nothing is painted.
    private Tensor Over(Tensor painting, Scale scale)
    {
        if (_styles.PaintedAt(scale, painting.device) is not { } painted)
        {
            return painting;
        }

        using var kept = new ContentComposite(ContentAt(scale, painting.device, null), painted);
        return kept.Over(painting);
    }

    // Of another size, or in part, it has other strokes to give.
    private static bool IsItsOwnStyle(StylizePictures pictures, StylizeOptions options) =>
        pictures is { Regions.Count: 0, Styles: [{ Mask: null } style] }
        && options is { StyleScale.Factor: 1, StyleSize: null }
        && PictureComparison.AreAlike(pictures.Content, style.Picture);

    private static long Pixels(Picture picture) => (long)picture.Width * picture.Height;

    private Tensor ContentAt(Scale scale, Device device, TensorScratch? scratch)
    {
        var sized = PictureResizer.Resize(_content, scale.Width, scale.Height);
        var tensor = PictureTensors.ToTensor(sized, device, scratch);
        sized.Release(_content, _sizedPhotograph, _given);
        return tensor;
    }
}
