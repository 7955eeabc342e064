using Atelier.Imaging;
using Atelier.Imaging.Guards;
using Atelier.Networks;
using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier;

/// <summary>Looks at the picture of a run that is over, and at its pixels before they are clipped.</summary>
internal static class ResultGuard
{
    // What lies this far outside 0 to 1 is clipped by more than rounding, and at this share the eye sees flat patches.
    private const double Tolerance = 0.02;
    private const double MostOutOfRange = 0.02;

    /// <summary>What is wrong, each in one sentence with a remedy.</summary>
    /// <param name="painted">The result as (1, 3, H, W), not clipped.</param>
    /// <param name="picture">The result as a picture.</param>
    /// <param name="given">The pictures of the run.</param>
    public static IReadOnlyList<Message> Check(Tensor painted, Picture picture, StylizePictures given)
    {
        var share = ShareOutOfRange(painted);
        IEnumerable<Message> clipped = share > MostOutOfRange
            ? [new Message(
                MessageCodes.GuardRange,
                $"Out of range: {share * 100:0.#} % of all values lay outside 0 to 1 and were clipped; a higher {new OptionName("range-weight")} or a lower {new OptionName("style-weight")} keeps them inside.",
                "range-weight")]
            : [];
        return [.. clipped, .. PictureGuard.Check(picture, given.Content, [.. given.Styles.Concat(given.Regions.SelectMany(r => r.Styles)).Select(s => s.Picture)])];
    }

    private static double ShareOutOfRange(Tensor painted)
    {
        using var gradients = no_grad();
        var sum = 0.0;
        foreach (var (top, rows) in RowBands.Of(painted))
        {
            using var scope = NewDisposeScope();
            sum += painted.narrow(2, top, rows).Subtract(0.5).abs().GreaterThan(0.5 + Tolerance).sum().item<long>();
        }

        return sum / painted.numel();
    }
}
