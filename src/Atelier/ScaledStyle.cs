using System.Globalization;
using Atelier.Imaging;
using Atelier.Losses;
using Atelier.Networks;
using Atelier.Optimization;
using static TorchSharp.torch;

namespace Atelier;

/// <summary>A style picture at each scale.</summary>
internal sealed class ScaledStyle
{
    private readonly StylizeOptions _options;
    private readonly Picture _picture;
    private readonly Picture? _mask;
    private readonly string _name;
    private readonly string _maskName;
    private readonly (int Width, int Height) _result;

    /// <param name="style">The picture and its mask.</param>
    /// <param name="result">The result's size in pixels.</param>
    /// <param name="options">The style's size.</param>
    public ScaledStyle(StylePicture style, (int Width, int Height) result, StylizeOptions options)
    {
        (_result, _options) = (result, options);
        _name = style.Title;
        _maskName = style.MaskName is null ? $"The mask of {char.ToLowerInvariant(_name[0])}{_name[1..]}" : $"The mask '{style.MaskName}'";
        var mask = style.Mask is null ? null : PictureResizer.Resize(style.Mask, style.Picture.Width, style.Picture.Height);
        if (mask is not null)
        {
            Mask.RequireWhite(mask, _maskName);
        }

        _picture = Fitted(style.Picture);
        _mask = mask is null ? null : Fitted(mask);

        Picture Fitted(Picture picture) =>
            options.MatchSize == MatchSize.Resize ? PictureResizer.Fit(picture, result.Width, result.Height, options.Fit) : picture;
    }

    /// <summary>The picture that its sizes are made from.</summary>
    public Picture Picture => _picture;

    /// <summary>What the user should know of its size, or null.</summary>
    public string? Warning
    {
        get
        {
            // Where no size was asked for, it is that of the result; a little less than that does not show.
            var isAsked = _options.StyleSize is not null || _options.StyleScale != 1;
            var isSmaller = _picture.LongestSide < (isAsked ? Math.Floor(Wanted) : 0.9 * Wanted);
            return _options.MatchSize == MatchSize.Resize || _options.StyleScale.IsOwn || !isSmaller ? null : string.Create(
                CultureInfo.InvariantCulture,
                $"{_name} is {_picture.Width}×{_picture.Height} pixels, smaller than the {Wanted:0} asked for: it is used at its own size, not enlarged, so its strokes come out {_picture.LongestSide / Wanted:0.##} times as large.");
        }
    }

    // The longest side that is asked for at the finest scale, whether or not the picture has it.
    private double Wanted => _options.StyleScale.IsOwn ? _picture.LongestSide : (_options.StyleSize ?? _options.Size) * _options.StyleScale.Factor;

    /// <summary>Refuses a picture that leaves the network nothing to look at.</summary>
    public void RequireUsable(Scale coarsest)
    {
        Transparency.RequireVisible(_picture, _name);
        PictureSize.RequireUsable(_picture.Width, _picture.Height, _name);
        var (width, height) = SizeAt(coarsest);
        PictureSize.RequireUsable(_picture.Width, _picture.Height, Math.Max(width, height), _name);
    }

    /// <summary>The picture at a scale, with its mask and its alpha as weights.</summary>
    public WeightedImage At(Scale scale, Device device)
    {
        var (width, height) = SizeAt(scale);
        var sized = PictureResizer.Resize(_picture, width, height);
        var alpha = PictureTensors.ToWeights(sized, device);
        var mask = _mask is null ? null : Mask.At(_mask, width, height, device);
        return new WeightedImage(
            PictureTensors.ToTensor(sized, device),
            mask is null ? alpha : alpha is null ? mask : mask * alpha,
            mask is null ? $"The alpha of {char.ToLowerInvariant(_name[0])}{_name[1..]}" : _maskName);
    }

    /// <summary>Its size at a scale: it shrinks with the result, so that strokes keep their size relative to it, and is never enlarged.</summary>
    public (int Width, int Height) SizeAt(Scale scale)
    {
        if (_options.MatchSize == MatchSize.Resize)
        {
            return (scale.Width, scale.Height);
        }

        var full = Math.Min(_picture.LongestSide, Wanted);
        var side = full * scale.LongestSide / Math.Max(_result.Width, _result.Height);

        // A narrow style, or a small part of a large one, is kept just wide enough for the network at the coarse scales.
        var least = Math.Min(_picture.LongestSide, (double)PictureSize.Minimum * _picture.LongestSide / Math.Min(_picture.Width, _picture.Height));
        return PictureResizer.SizeFor(_picture.Width, _picture.Height, (int)Math.Ceiling(Math.Max(side, least)));
    }
}
