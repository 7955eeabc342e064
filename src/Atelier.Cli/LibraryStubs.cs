// Stands in for parts of the library that are not on this branch yet.
#pragma warning disable
namespace Atelier.Imaging
{
    internal sealed record PictureLimits;
    internal sealed record PictureWriteOptions { public int Quality { get; init; } = 90; public int BitDepth { get; init; } = 8; }
    internal static class PictureReader
    {
        public static Picture Read(string path, PictureLimits? limits = null, Action<string>? warn = null) { Inspect(path); return new Picture(1, 1, new float[3]); }
        public static void Inspect(string path) { if (!File.Exists(path)) throw new PictureException($"{path}: there is no such file."); }
    }
    internal static class PictureWriter
    {
        public static void Write(Picture picture, string path, PictureWriteOptions? options = null) => File.WriteAllText(path, "picture");
        public static void CheckTarget(string path, params IReadOnlyList<string> inputs) { if (inputs.Contains(path)) throw new OptionsException($"{path} is an input too"); }
    }
}
namespace Atelier.Networks
{
    internal sealed record CatalogueEntry(string Name, string Description, long Bytes, string Licence);
    internal static class NetworkCatalogue { public static IReadOnlyList<CatalogueEntry> All { get; } = [new("vgg19", "VGG-19", 80_134_624, "CC BY 4.0")]; }
    internal sealed record TransferProgress(long Done, long Total);
    internal sealed class NetworkStore
    {
        public string Folder => Environment.GetEnvironmentVariable("ATELIER_HOME") ?? "";
        public IReadOnlyList<string> Installed() => [];
        public Task PullAsync(CatalogueEntry entry, string? from, IProgress<TransferProgress>? progress, CancellationToken cancellationToken) => throw new NetworkException("cannot");
        public string Import(string file, string? name, InputConventionName? input) => throw new NetworkException("cannot");
        public void Verify(string name) => throw new NetworkException($"There is no network {name}.");
    }
}
namespace Atelier
{
    using Atelier.Imaging;
    using Atelier.Networks;
    internal sealed record EvaluationResult(string Network, int Width, int Height, IReadOnlyDictionary<string, double> Content, IReadOnlyDictionary<string, double> Style, double TvL1, double TvL2);
    internal static class Evaluation { public static EvaluationResult Run(Picture image, Picture content, Picture style, string? network, DeviceChoice device) => throw new NotSupportedException(); }
}
