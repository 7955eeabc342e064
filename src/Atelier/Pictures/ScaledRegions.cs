using Atelier.Imaging;
using Atelier.Losses;
using Atelier.Losses.Features;
using Atelier.Networks.Runtime;
using Atelier.Optimization;
using static TorchSharp.torch;

namespace Atelier;

/// <summary>The styles of the whole picture and of its regions at each scale.</summary>
internal sealed class ScaledRegions
{
    // Less than a thousandth of the picture is the rounding of masks that cover all of it.
    private const double LeastRest = 1e-3;

    private readonly IReadOnlyList<(ScaledStyle Style, double Share)> _styles;
    private readonly IReadOnlyList<Region> _regions;
    private readonly bool _keepsRest;

    /// <param name="pictures">Styles and regions.</param>
    /// <param name="result">The result's size in pixels.</param>
    /// <param name="options">Weights, sizes, and what becomes of the rest.</param>
    /// <param name="cache">Where the statistics of styles are kept; null for nowhere.</param>
    /// <exception cref="PictureException">A mask is black everywhere.</exception>
    public ScaledRegions(StylizePictures pictures, (int Width, int Height) result, StylizeOptions options, StyleCache? cache)
    {
        _keepsRest = options.Elsewhere == OutsideRegions.Keep;
        _styles = Mixture(_keepsRest ? [] : pictures.Styles, options.StyleWeights);
        _regions = [.. pictures.Regions.Select((region, i) => Create(region, i + 1))];
        First = All.First();

        // A style that weighs nothing is left out, so that those left give exactly what they give alone.
        IReadOnlyList<(ScaledStyle Style, double Share)> Mixture(IReadOnlyList<StylePicture> styles, IReadOnlyList<double>? weights)
        {
            var total = weights?.Sum() ?? styles.Count;
            return [.. styles.Select((s, i) => (Style: s, Share: (weights?[i] ?? 1) / total)).Where(s => s.Share > 0)
                .Select(s => (new ScaledStyle(s.Style, result, options, cache), s.Share))];
        }

        Region Create(StyleRegion region, int number)
        {
            var name = region.MaskTitle(number);
            Mask.RequireWhite(region.Mask, $"{name}");
            return new Region(region.Mask, name, Mixture(region.Styles, null));
        }
    }

    /// <summary>Every style picture.</summary>
    public IEnumerable<ScaledStyle> All => _styles.Concat(_regions.SelectMany(r => r.Styles)).Select(s => s.Style);

    /// <summary>How many masks lie over the content picture.</summary>
    public int Masks => _regions.Count > 0 ? _regions.Count + 1 : 0;

    /// <summary>The style that a run starts from where it shall start from the style.</summary>
    public ScaledStyle First { get; }

    /// <summary>The parts of the content picture at a scale, and what is painted in all of them together; null for everything.</summary>
    /// <param name="scale">The scale.</param>
    /// <param name="device">Where they are wanted.</param>
    /// <param name="scratch">Where the styles lie; null for memory, where the masks of regions always are.</param>
    public (IReadOnlyList<StyleArea> Areas, Tensor? Painted) At(Scale scale, Device device, TensorScratch? scratch = null)
    {
        if (_regions.Count == 0)
        {
            return ([new StyleArea(At(_styles))], null);
        }

        var masks = _regions.Select(r => Mask.At(r.Mask, scale.Width, scale.Height, device)).ToList();
        var sum = masks.Aggregate((a, b) => a.Add(b));
        var shared = sum.ClampMin(1);
        var areas = _regions.Select((r, i) => new StyleArea(At(r.Styles), masks[i] / shared, r.Name)).ToList();
        var painted = sum.ClampMax(1);
        if (_keepsRest)
        {
            return (areas, painted);
        }

        var rest = painted.OneMinus();
        if (rest.mean().item<float>() > LeastRest)
        {
            areas.Add(new StyleArea(At(_styles), rest, "What no region covers"));
        }

        return (areas, null);

        IReadOnlyList<(WeightedImage, double)> At(IReadOnlyList<(ScaledStyle Style, double Share)> styles) =>
            [.. styles.Select(s => (s.Style.At(scale, device, scratch), s.Share))];
    }

    /// <summary>What is painted at a scale, (1, 1, H, W), 0 to 1; null for everything.</summary>
    public Tensor? PaintedAt(Scale scale, Device device)
    {
        if (!_keepsRest)
        {
            return null;
        }

        using var scope = NewDisposeScope();
        return _regions.Select(r => Mask.At(r.Mask, scale.Width, scale.Height, device)).Aggregate((a, b) => a.Add(b)).ClampMax(1)
            .MoveToOuterDisposeScope();
    }

    private sealed record Region(Picture Mask, string Name, IReadOnlyList<(ScaledStyle Style, double Share)> Styles);
}
