using Atelier.Imaging;

namespace Atelier.Studio.Api;

/// <summary>A format that results come in.</summary>
internal sealed record ResultFormat(string Name, PictureFormat Format, string Ending, string ContentType)
{
    private static readonly ResultFormat[] All =
    [
        new("png", PictureFormat.Png, ".png", "image/png"),
        new("jpeg", PictureFormat.Jpeg, ".jpg", "image/jpeg"),
        new("tiff", PictureFormat.Tiff, ".tif", "image/tiff"),
        new("webp", PictureFormat.WebP, ".webp", "image/webp"),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(f => f.Name)];

    /// <summary>The format of that name; null where there is none.</summary>
    public static ResultFormat? Find(string name) => All.FirstOrDefault(f => f.Name == name);
}
