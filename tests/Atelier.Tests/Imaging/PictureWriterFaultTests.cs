using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Atelier.Imaging;
using static Atelier.Tests.Imaging.TestPictures;

namespace Atelier.Tests.Imaging;

/// <summary>Runs alone, for a moment of it limits the size of every file that this process writes.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class FileSizeLimit;

[Collection<FileSizeLimit>]
public sealed partial class PictureWriterFaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.png")]
    [InlineData("a.tif")]
    [InlineData("a.jpg")]
    [InlineData("a.webp")]
    [InlineData("a.avif")]
    public void Write_DiskThatTakesNoMore_IsAnErrorAndLeavesWhatWasThere(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the limit is set by a Linux call");
        var path = _folder.Write(name, [1, 2, 3]);
        var picture = Noise(256, 256);
        using (new LimitedFileSize(4096))
        {
            AssertRefused(() => picture.Save(path), name, "cannot be written", "is unchanged");
        }

        Assert.Equal([name], _folder.Names());
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
    }

    [Fact]
    public void AtomicFile_FailureHalfway_LeavesNothing()
    {
        Assert.Throws<IOException>(() => AtomicFile.Write(_folder.File("a.png"), stream =>
        {
            stream.WriteByte(1);
            throw new IOException("No space left on device");
        }));
        Assert.Empty(_folder.Names());
    }

    [Fact]
    public void StreamTarget_StreamThatFails_GivesItsOwnError()
    {
        var full = new MemoryStream(new byte[100]);
        using var image = Constant(64, 64, NetVips.Enums.BandFormat.Uchar, NetVips.Enums.Interpretation.Srgb, 1, 2, 3);
        Assert.Throws<NotSupportedException>(() => StreamTarget.Save(full, target => image.TiffsaveTarget(target)));
    }

    [Fact]
    public void Write_MissingFolder_SaysSo() =>
        Assert.DoesNotContain("space", AssertRefused(() => Gradient(4, 4).Save(_folder.File("no/a.png")), "a.png", "no' does not exist").Message, StringComparison.Ordinal);

    [Fact]
    public void WriteOrRescue_PlaceThatTakesNoFile_KeepsThePictureElsewhereAndSaysWhere()
    {
        var error = AssertRefused(() => PictureWriter.WriteOrRescue(Gradient(16, 8), _folder.File($"{new string('a', 300)}.jpg")), "shorter name");

        var kept = Regex.Match(error.Message, "'([^']*[/\\\\]atelier-[0-9a-f]{32}\\.jpg)'").Groups[1].Value;
        Assert.Equal(16, Picture.Load(kept).Width);
        File.Delete(kept);
    }

    [Fact]
    public void WriteOrRescue_GoodPlace_WritesThereAlone()
    {
        PictureWriter.WriteOrRescue(Gradient(16, 8), _folder.File("a.png"));
        Assert.Equal(["a.png"], _folder.Names());
    }

    [Fact]
    public void Keep_FirstFolderTakesNoFile_UsesTheNextAndLetsNobodyElseRead()
    {
        var kept = PictureWriter.Rescue(Gradient(16, 8), "a.jpg", null, ["", _folder.File("none"), _folder.Path]);

        Assert.Equal([Path.GetFileName(kept)], _folder.Names());
        Assert.Equal(PictureFormat.Jpeg, PictureReader.Inspect(kept!).Format);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(kept!));
        }
    }

    [Fact]
    public void Keep_FormatCannotHoldThePicture_WritesPng() =>
        Assert.EndsWith(".png", PictureWriter.Rescue(Gradient(16_384, 1), "a.webp", null, [_folder.Path]), StringComparison.Ordinal);

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite)]
    public void Write_ExistingFile_KeepsItsPermissions(UnixFileMode permissions)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("there are no such permissions");
            return;
        }

        var path = _folder.Write("a.png", [1]);
        File.SetUnixFileMode(path, permissions);

        Gradient(8, 8).Save(path);

        Assert.Equal(permissions, File.GetUnixFileMode(path));
    }

    // A file of more than so many bytes cannot be written for as long as this lives.
    private sealed partial class LimitedFileSize : IDisposable
    {
        private const int FileSize = 1;
        private const int FileSizeSignal = 25;
        private const nint Ignore = 1;
        private readonly Limit _before;
        private readonly nint _handler;

        public LimitedFileSize(ulong bytes)
        {
            _handler = signal(FileSizeSignal, Ignore);
            Assert.Equal(0, getrlimit(FileSize, out _before));
            Assert.Equal(0, setrlimit(FileSize, new Limit { Soft = bytes, Hard = _before.Hard }));
        }

        public void Dispose()
        {
            Assert.Equal(0, setrlimit(FileSize, _before));
            _ = signal(FileSizeSignal, _handler);
        }

        [LibraryImport("libc")]
        private static partial nint signal(int number, nint handler);

        [LibraryImport("libc")]
        private static partial int getrlimit(int resource, out Limit limit);

        [LibraryImport("libc")]
        private static partial int setrlimit(int resource, in Limit limit);

        private struct Limit
        {
            public ulong Soft;
            public ulong Hard;
        }
    }
}
