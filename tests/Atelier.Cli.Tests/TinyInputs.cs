using Atelier.Imaging;

namespace Atelier.Cli.Tests;

/// <summary>What a run of the command takes, small and made of formulas.</summary>
internal static class TinyInputs
{
    /// <summary>Writes <c>content.png</c>, <c>style.png</c> and <c>tiny.safetensors</c>.</summary>
    public static void Write(TemporaryFolder folder)
    {
        Waves(64, 48, 0.2).Save(folder.File("content.png"));
        Waves(48, 64, 0.7).Save(folder.File("style.png"));
        TinyNetworkFile.Write(folder.File("tiny.safetensors"));
    }

    /// <summary>A picture of waves.</summary>
    public static Picture Waves(int width, int height, double frequency) =>
        new(width, height, [.. Enumerable.Range(0, 3 * width * height).Select(i => (float)(0.5 + (0.4 * Math.Sin(frequency * i))))]);
}
