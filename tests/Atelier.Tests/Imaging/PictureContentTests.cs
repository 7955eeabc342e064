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
        var (pipe, bytes) = (await Pipe(), Gradient(20, 10).Encode(PictureFormat.Png));
        var link = _folder.File("link.png");
        File.CreateSymbolicLink(link, pipe);
        var writing = Writing(pipe, bytes);

        using (new PipedFiles())
        {
            Assert.Equal(20, PictureReader.Inspect(link).Width);
            Assert.Equal(20, Picture.Load(link).Width);
            Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), Atelier.Recipes.RecipeFile.Of(link).Sha256);
        }

        Assert.Null(await writing);
        Assert.Null(PipedFiles.Find(link));
    }

    [Fact]
    public async Task Read_PipeThatGivesTooMuch_IsRefused()
    {
        var pipe = await Pipe();
        var writing = Writing(pipe, Noise(100, 100).Encode(PictureFormat.Png));

        AssertRefused(() => Picture.Load(pipe, new PictureLimits { MaxStreamBytes = 1000 }), "1,000 bytes", "not a regular file");

        _ = await writing;
    }

    [Fact]
    public async Task Read_PipeWithoutAPicture_SaysSo()
    {
        var pipe = await Pipe();
        var writing = Writing(pipe, "no picture"u8.ToArray());
        AssertRefused(() => Picture.Load(pipe), "is not a picture that can be read");
        Assert.Null(await writing);
    }

    // A pipe opens when both of its ends do: on a thread of its own, since this one opens the other end.
    private static Task<Exception?> Writing(string pipe, byte[] bytes) =>
        Task.Run(() => Record.Exception(() => File.WriteAllBytes(pipe, bytes)), TestContext.Current.CancellationToken);

    private async Task<string> Pipe()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "pipes have no place among files there");
        var path = _folder.File("pipe");
        using var make = Process.Start("mkfifo", path);
        await make.WaitForExitAsync(TestContext.Current.CancellationToken);
        return path;
    }
}
