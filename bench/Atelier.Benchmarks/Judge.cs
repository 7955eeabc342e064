using Atelier.Imaging;
using Atelier.Networks;

namespace Atelier.Benchmarks;

/// <summary>Judges pictures by VGG-19 in float32.</summary>
internal sealed class Judge : IDisposable
{
    private readonly LoadedNetwork _network;

    /// <summary>Loads the installed VGG-19, or the one that ATELIER_NETWORK names.</summary>
    /// <exception cref="NetworkException">There is none.</exception>
    public Judge()
    {
        NetworkFile = InstalledVgg.Path();
        _network = NetworkLoader.Load(
            new StylizeOptions { Network = NetworkFile, Precision = Precision.Float32, Padding = PaddingKind.Zero, Device = DeviceChoice.Cpu });
    }

    /// <summary>The judge's weights file.</summary>
    public string NetworkFile { get; }

    /// <summary>The losses of a picture as it would be saved.</summary>
    public EvaluationResult Evaluate(Picture picture, Picture content, Picture style) => Evaluation.Run(_network, AsSaved(picture), content, style);

    /// <summary>In 8 bits. A picture that was saved and read again stays as it is.</summary>
    public static Picture AsSaved(Picture picture) =>
        new(picture.Width, picture.Height, [.. picture.Pixels.Select(v => MathF.Round(Math.Clamp(v, 0, 1) * 255) / 255)]);

    /// <summary>Frees the network.</summary>
    public void Dispose() => _network.Dispose();
}
