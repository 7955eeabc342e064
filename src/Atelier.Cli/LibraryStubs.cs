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
namespace Atelier
{
    using Atelier.Imaging;
    using Atelier.Networks;
    internal sealed record EvaluationResult(string Network, int Width, int Height, IReadOnlyDictionary<string, double> Content, IReadOnlyDictionary<string, double> Style, double TvL1, double TvL2);
    internal static class Evaluation { public static EvaluationResult Run(Picture image, Picture content, Picture style, string? network, DeviceChoice device) => throw new NotSupportedException(); }
}
