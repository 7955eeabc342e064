using System.Diagnostics;
using Atelier.Imaging;
using static Atelier.Tests.Imaging.TestPictures;

namespace Atelier.Tests.Imaging;

public sealed class PictureContentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Read_Pipe_IsReadOnceAndKeptForAsLongAsAsked()
    {
        var (pipe, bytes) = (await Pipe(), PictureWriter.Encode(Gradient(20, 10), PictureFormat.Png));
        var link = _folder.File("link.png");
        File.CreateSymbolicLink(link, pipe);
        var writing = File.WriteAllBytesAsync(pipe, bytes, TestContext.Current.CancellationToken);

        using (new PipedFiles())
        {
            Assert.Equal(20, PictureReader.Inspect(link).Width);
            Assert.Equal(20, PictureReader.Read(link).Width);
            Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), Atelier.Recipes.RecipeFile.Of(link).Sha256);
        }

        await writing;
        Assert.Null(PipedFiles.Find(link));
    }

    [Fact]
    public async Task Read_PipeThatGivesTooMuch_IsRefused()
    {
        var pipe = await Pipe();
        var writing = Task.Run(() => Record.Exception(() => File.WriteAllBytes(pipe, PictureWriter.Encode(Noise(100, 100), PictureFormat.Png))), TestContext.Current.CancellationToken);

        AssertRefused(() => PictureReader.Read(pipe, new PictureLimits { MaxPipedBytes = 1000 }), "1,000 bytes", "not a regular file");

        _ = await writing;
    }

    [Fact]
    public async Task Read_PipeWithoutAPicture_SaysSo()
    {
        var pipe = await Pipe();
        var writing = File.WriteAllTextAsync(pipe, "no picture", TestContext.Current.CancellationToken);
        AssertRefused(() => PictureReader.Read(pipe), "is not a picture that can be read");
        await writing;
    }

    private async Task<string> Pipe()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "pipes have no place among files there");
        var path = _folder.File("pipe");
        using var make = Process.Start("mkfifo", path);
        await make.WaitForExitAsync(TestContext.Current.CancellationToken);
        return path;
    }
}
