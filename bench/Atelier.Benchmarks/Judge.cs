using Atelier.Imaging;
using Atelier.Networks;

namespace Atelier.Benchmarks;

/// <summary>Judges pictures as they would be saved, in 8 bits, by VGG-19 in float32.</summary>
internal sealed class Judge(Picture content, Picture style, double contentWeight, double styleWeight) : IDisposable
{
    private readonly LoadedNetwork _network = NetworkLoader.Load(
        new StylizeOptions { Precision = Precision.Float32, Padding = PaddingKind.Zero, Device = DeviceChoice.Cpu }, orEmbedded: false);

    /// <summary>The weighted sum of content and style losses.</summary>
    public double Loss(Picture picture)
    {
        var saved = new Picture(picture.Width, picture.Height, [.. picture.Pixels.Select(v => MathF.Round(Math.Clamp(v, 0, 1) * 255) / 255)]);
        var result = Evaluation.Run(_network, saved, content, style);
        return (contentWeight * result.Content.Values.Sum()) + (styleWeight * result.Style.Values.Sum());
    }

    /// <summary>Frees the network.</summary>
    public void Dispose() => _network.Dispose();
}
