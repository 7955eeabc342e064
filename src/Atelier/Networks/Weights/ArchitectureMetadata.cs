using System.Globalization;

namespace Atelier.Networks.Weights;

/// <summary>The architecture that a weights file declares, for networks of VGG-19's family but of other sizes.</summary>
internal static class ArchitectureMetadata
{
    /// <summary>The key: the output channels of each block's convolutions, such as <c>64,64|128,128</c>.</summary>
    public const string Key = "blocks";

    private const int MostConvolutions = 64;
    private const int MostChannels = 4096;

    /// <summary>Whether a file declares an architecture.</summary>
    public static bool IsIn(WeightsFile file) => file.Metadata.ContainsKey(Key);

    /// <summary>The declared architecture, or VGG-19's where the file declares none.</summary>
    /// <exception cref="NetworkException">The declaration has no such form or is too long.</exception>
    public static NetworkArchitecture Read(WeightsFile file)
    {
        if (!file.Metadata.TryGetValue(Key, out var text))
        {
            return NetworkArchitecture.Vgg19;
        }

        var blocks = text.Split('|').Select(block => block.Split(',')).ToArray();
        var channels = blocks.Select(block => block.Select(Channels).ToArray()).ToArray();
        return channels.Sum(block => block.Length) <= MostConvolutions && channels.All(block => block.All(c => c is > 0 and <= MostChannels))
            ? new NetworkArchitecture(channels)
            : throw WeightsError.In(file.Path, $"its metadata \"{Key}\" should list each block's channels, such as 64,64|128,128, but is {Quoted.Text(text)}; fetch the file again");
    }

    /// <summary>The text for a file's metadata.</summary>
    public static string Text(NetworkArchitecture architecture) => string.Join('|', architecture.Blocks.Select(block => string.Join(',', block)));

    private static int Channels(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var channels) ? channels : 0;
}
