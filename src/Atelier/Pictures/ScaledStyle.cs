using Atelier.Imaging;
using Atelier.Losses;
using Atelier.Losses.Features;
using Atelier.Networks;
using Atelier.Networks.Runtime;
using Atelier.Optimization;
using static TorchSharp.torch;

namespace Atelier;

/// <summary>A style picture at each scale.</summary>
internal sealed class ScaledStyle
{
    // In a smaller picture most places of the deep layers are at the border, where they see padding in place of a picture, and a
    // larger painting has no such places but at its own border, which then becomes garish. Measured: 0.4 of 192 pixels.
    private const int SmallestSide = 96;
    private const double SmallestShare = 0.75; // of the painting, which in a very small run has no fewer places at its border

    private readonly StylizeOptions _options;
    private readonly Picture _picture;
    private readonly Picture? _mask;
    private readonly string _name;
    private readonly string _maskName;
    private readonly (int Width, int Height) _result;
    private readonly StyleCache? _cache;
    private readonly (Picture Picture, Picture? Mask) _origin;

    /// <param name="style">The picture and its mask.</param>
    /// <param name="result">The result's size in pixels.</param>
    /// <param name="options">The style's size.</param>
    /// <param name="cache">Where its statistics are kept; null for nowhere.</param>
    public ScaledStyle(StylePicture style, (int Width, int Height) result, StylizeOptions options, StyleCache? cache = null)
    {
        _cache = cache;
        _origin = (style.Origin ?? style.Picture, style.Mask);
        (_result, _options) = (result, options);
        _name = style.Title;
        _maskName = style.MaskTitle;
        var mask = style.Mask is null ? null : PictureResizer.Resize(style.Mask, style.Picture.Width, style.Picture.Height);
        if (mask is not null)
        {
            Mask.RequireWhite(mask, $"{_maskName}");
        }

        (_picture, _mask) = (style.Picture, mask);
    }

    /// <summary>The picture brought to the shape of a scale, cropped or distorted.</summary>
    public Picture FittedTo(Scale scale) =>
        PictureResizer.Fit(_picture, scale.Width, scale.Height, _options.MatchSize == MatchSize.Resize ? _options.Fit : FitMode.Cover);

    /// <summary>The picture as it was given.</summary>
    public Picture Picture => _picture;

    /// <summary>What the user should know of its size, or null.</summary>
    public Message? Warning
    {
        get
        {
            // Where no size was asked for, it is that of the result; a little less than that does not show.
            var isAsked = _options.StyleSize is not null || _options.StyleScale != 1;
            var isSmaller = _picture.LongestSide < (isAsked ? Math.Floor(Wanted) : 0.9 * Wanted);
            return _options.MatchSize == MatchSize.Resize || _options.StyleScale.IsOwn || !isSmaller ? null : new Message(
                MessageCodes.StyleNotEnlarged,
                $"{_name} is {_picture.Width}×{_picture.Height} pixels, smaller than the {Wanted:0} asked for: it is used at its own size, not enlarged, so at the finest scale its strokes come out {_picture.LongestSide / Wanted:0.##} times as large.");
        }
    }

    // The longest side that is asked for at the finest scale, whether or not the picture has it.
    private double Wanted => _options.StyleScale.IsOwn ? _picture.LongestSide : (_options.StyleSize ?? _options.Size) * _options.StyleScale.Factor;

    // Where no pixels are asked for, it follows from the scale alone: not a bit of the result's size is in it.
    private double WantedAt(Scale scale) => _options.StyleSize is null && !_options.StyleScale.IsOwn
        ? scale.LongestSide * _options.StyleScale.Factor
        : Wanted * scale.LongestSide / Math.Max(_result.Width, _result.Height);

    /// <summary>Refuses a picture that leaves the network nothing to look at.</summary>
    public void RequireUsable(Scale coarsest)
    {
        Transparency.RequireVisible(_picture, $"{_name}");
        if (_options.MatchSize == MatchSize.Resize)
        {
            return; // it has the content picture's sizes
        }

        PictureSize.RequireUsable(_picture.Width, _picture.Height, $"{_name}");
        var (width, height) = OwnSizeAt(coarsest);
        PictureSize.RequireUsable(_picture.Width, _picture.Height, Math.Max(width, height), $"{_name}");
    }

    /// <summary>The picture at a scale, with its mask and its alpha as weights.</summary>
    /// <param name="scale">The scale.</param>
    /// <param name="device">Where it is wanted.</param>
    /// <param name="scratch">Where it lies; null for memory.</param>
    public WeightedImage At(Scale scale, Device device, TensorScratch? scratch = null)
    {
        var (width, height) = OwnSizeAt(scale);
        var sized = Sized(_picture);
        var alpha = PictureTensors.ToWeights(sized, device, scratch);
        var mask = _mask is null ? null : Mask.At(Sized(_mask), width, height, device, scratch);
        var copies = CopiesAt(scale, width, height);
        return new WeightedImage(
            Mirroring.Continue(PictureTensors.ToTensor(sized, device, scratch), copies),
            mask is null && alpha is null ? null : Mirroring.Continue(mask is null ? alpha! : alpha is null ? mask : mask.mul_(alpha), copies),
            mask is null ? $"The alpha of {char.ToLowerInvariant(_name[0])}{_name[1..]}" : _maskName)
        {
            Cached = _cache is null ? null : (_cache, _origin, (width, height, copies, _options.StyleLayers, _options.MatchSize, _options.Fit, _options.Tile)),
        };

        Picture Sized(Picture picture) => _options.MatchSize == MatchSize.Resize
            ? PictureResizer.Fit(picture, width, height, _options.Fit)
            : PictureResizer.Resize(picture, width, height);
    }

    // How often a picture that is small beside the painting is laid beside itself, mirrored.
    private int CopiesAt(Scale scale, int width, int height)
    {
        var side = Math.Max(width, height);
        return _options.MatchSize == MatchSize.None && side < SmallestSide && side < SmallestShare * scale.LongestSide
            ? (SmallestSide + side - 1) / side
            : 1;
    }

    /// <summary>The size at which it passes the network at a scale.</summary>
    public (int Width, int Height) SizeAt(Scale scale)
    {
        var (width, height) = OwnSizeAt(scale);
        var copies = CopiesAt(scale, width, height);
        return (copies * width, copies * height);
    }

    // It shrinks with the scale, so that strokes keep their size relative to it, and is never enlarged.
    private (int Width, int Height) OwnSizeAt(Scale scale)
    {
        if (_options.MatchSize == MatchSize.Resize)
        {
            return (scale.Width, scale.Height);
        }

        // By the scale alone, whatever finer ones follow, so that a small picture shows how a large one begins.
        var side = Math.Min(_picture.LongestSide, WantedAt(scale));

        // A narrow style, or a small part of a large one, is kept just wide enough for the network at the coarse scales.
        var least = Math.Min(_picture.LongestSide, (double)PictureSize.Minimum * _picture.LongestSide / Math.Min(_picture.Width, _picture.Height));
        return PictureResizer.SizeFor(_picture.Width, _picture.Height, (int)Math.Ceiling(Math.Max(side, least)));
    }
}
