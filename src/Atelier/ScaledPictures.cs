using Atelier.Imaging;
using Atelier.Imaging.Colour;
using Atelier.Losses;
using Atelier.Networks;
using Atelier.Optimization;
using static TorchSharp.torch;

namespace Atelier;

/// <summary>The content and style pictures at each scale.</summary>
internal sealed class ScaledPictures
{
    private readonly Picture _content;
    private readonly Picture _style;
    private readonly StylizeOptions _options;
    private readonly Coloring _coloring;
    private readonly Picture _photograph;
    private Picture _sizedPhotograph;

    public ScaledPictures(Picture content, Picture style, StylizeOptions options)
    {
        (Width, Height) = PictureResizer.SizeFor(content.Width, content.Height, options.Size);
        Transparency.RequireVisible(content, "The content picture");
        Transparency.RequireVisible(style, "The style picture");
        _photograph = _sizedPhotograph = HiddenColors.Fill(content);
        _coloring = new Coloring(_photograph, options.Color, options.ColorMatch);
        _content = _coloring.Content;
        style = _coloring.Style(HiddenColors.Fill(style));
        _style = options.MatchSize == MatchSize.Resize ? PictureResizer.Fit(style, Width, Height, options.Fit) : style;
        _options = options;
    }

    /// <summary>The result's width in pixels.</summary>
    public int Width { get; }

    /// <summary>The result's height in pixels.</summary>
    public int Height { get; }

    /// <summary>Refuses pictures that leave the network nothing to look at.</summary>
    /// <param name="coarsest">The first scale.</param>
    public void RequireUsable(Scale coarsest)
    {
        PictureSize.RequireUsable(_content.Width, _content.Height, "The content picture");
        PictureSize.RequireUsable(_style.Width, _style.Height, "The style picture");
        PictureSize.RequireUsable(_content.Width, _content.Height, coarsest.LongestSide, "The content picture");
        var (width, height) = StyleSize(coarsest);
        PictureSize.RequireUsable(_style.Width, _style.Height, Math.Max(width, height), "The style picture");
    }

    /// <summary>The picture that a run starts from, at its first scale.</summary>
    public Picture Initial(Scale scale)
    {
        if (_options.Init == InitialPicture.Noise)
        {
            return _coloring.Seen(NoisePicture.Create(scale.Width, scale.Height, _options.Seed));
        }

        var source = _options.Init.IsFile ? _coloring.Seen(HiddenColors.Fill(PictureReader.Read(_options.Init.Name)))
            : _options.Init == InitialPicture.Style ? _style
            : _content;
        return PictureResizer.Fit(source, scale.Width, scale.Height, _options.Init.IsFile || _options.Init == InitialPicture.Style ? FitMode.Cover : FitMode.Stretch);
    }

    /// <summary>
    /// A painted picture brought to the next scale; where the run began with the photograph, with the detail of the photograph
    /// that the smaller scale could not hold.
    /// </summary>
    public Tensor Enlarge(Tensor image, Scale from, Scale to, Device device) => _options.Init == InitialPicture.Content
        ? Enlarging.WithDetail(image, ContentAt(from, device), ContentAt(to, device), to)
        : Enlarging.To(image, to);

    /// <summary>A painted picture as the user gets it: with the colours that were asked for and the photograph's alpha.</summary>
    public Picture Finish(Picture painted)
    {
        // Kept, since a preview asks for one picture after the other.
        if ((_sizedPhotograph.Width, _sizedPhotograph.Height) != (painted.Width, painted.Height))
        {
            _sizedPhotograph = PictureResizer.Resize(_photograph, painted.Width, painted.Height);
        }

        return _coloring.Finish(painted, _sizedPhotograph).WithAlpha(_sizedPhotograph.Alpha);
    }

    /// <summary>The objective at a scale.</summary>
    public Objective ObjectiveAt(Scale scale, FeatureNetwork network)
    {
        using var scope = NewDisposeScope();
        var (width, height) = StyleSize(scale);
        var style = PictureResizer.Resize(_style, width, height);
        return Targets.For(
            network,
            new TargetPictures(
                Weighted(PictureResizer.Resize(_content, scale.Width, scale.Height), "The alpha of the content picture"),
                [new StyleArea([(Weighted(style, "The alpha of the style picture"), 1)])]),
            _options);

        WeightedImage Weighted(Picture picture, string name) =>
            new(PictureTensors.ToTensor(picture, network.Engine.Device), PictureTensors.ToWeights(picture, network.Engine.Device), name);
    }

    private Tensor ContentAt(Scale scale, Device device) =>
        PictureTensors.ToTensor(PictureResizer.Resize(_content, scale.Width, scale.Height), device);

    // The style shrinks with the picture, so that its strokes keep their size relative to it; it is never enlarged.
    private (int Width, int Height) StyleSize(Scale scale)
    {
        if (_options.MatchSize == MatchSize.Resize)
        {
            return (scale.Width, scale.Height);
        }

        var full = Math.Min(_style.LongestSide, _options.StyleSize ?? _options.Size);
        var side = (double)full * scale.LongestSide / Math.Max(Width, Height);

        // A narrow style is kept just wide enough for the network at the coarse scales.
        var least = Math.Min(full, (double)PictureSize.Minimum * _style.LongestSide / Math.Min(_style.Width, _style.Height));
        return PictureResizer.SizeFor(_style.Width, _style.Height, (int)Math.Ceiling(Math.Max(side, least)));
    }
}
