using Atelier.Networks;
using Atelier.Networks.Weights;

namespace Atelier.Tests.Networks.Weights;

/// <summary>The errors of weights files as data.</summary>
public sealed class WeightsErrorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Unreadable_TooManyFilesOpen_SaysSoAndWhatToDo()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such limit.");

        var error = WeightsError.Unreadable("/models/vgg.pth", new IOException("Too many open files : '/models/vgg.pth'", 24));

        Assert.Equal(MessageCodes.TooManyFiles, error.Code);
        Assert.Contains("ulimit -n", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unreadable_AnyReason_NamesTheFolderOnlyAsFileName()
    {
        var error = WeightsError.Unreadable("/home/me/vgg.pth", new UnauthorizedAccessException("Access to the path '/home/me/vgg.pth' is denied."));

        Assert.Equal(MessageCodes.FileUnreadable, error.Code);
        Assert.DoesNotContain("/home", error.Details.ToString(new FileNamesOnly()), StringComparison.Ordinal);
        Assert.Contains("/home/me/vgg.pth", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FilesOfEveryKindOfFault_NamesNoFolderToThoseWhoMustNotKnow()
    {
        string[] files =
        [
            _folder.Write("a.pth", TorchFiles.Zip(TorchFiles.Tiny()).AsSpan(0, 200)),
            _folder.Write("b.pth", TorchFiles.Stream(TorchFiles.Tiny()).AsSpan(0, 90)),
            _folder.Write("c.safetensors", [9, 0, 0, 0, 0, 0, 0, 0, (byte)'{']),
            _folder.Write("d.h5", [.. KerasSource.Signature, 1, 2, 3]),
            _folder.Write("e.onnx", [8, 6, 18, 7]),
            _folder.Write("f", []),
            _folder.File("missing.pth"),
        ];

        Assert.All(files, file =>
        {
            var error = Assert.Throws<NetworkException>(() => WeightsFile.Open(file, InputConventionName.Bgr255));
            Assert.Contains(Path.GetFileName(file), error.Details.ToString(new FileNamesOnly()), StringComparison.Ordinal);
            Assert.DoesNotContain(_folder.Path, error.Details.ToString(new FileNamesOnly()), StringComparison.Ordinal);
        });
    }

    private sealed class FileNamesOnly : MessageNames
    {
        public override string NameOption(string name) => name;

        public override string NameFile(string path) => Quote(Path.GetFileName(path));
    }
}
