using System.Text.RegularExpressions;
using Atelier.Imaging;

namespace Atelier.Cli.Tests;

/// <summary>Disks that are full, or may only be read.</summary>
public sealed class DiskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public DiskTests() => TinyInputs.Write(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Stylize_ScratchOnAFullDisk_IsOneLineThatSaysSo()
    {
        using var disk = SmallDisk.InFile(_folder.File("disk"), 8 << 10);
        Fill(_folder.File("disk/other"));

        Assert.Contains("--scratch 'disk' is full: 2 MiB are needed, 0 MiB are free", Refused("--scratch", "disk"), StringComparison.Ordinal);
        Assert.Equal(["lost+found", "other"], Directory.GetFileSystemEntries(_folder.File("disk")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Stylize_ScratchTooSmallForTheRun_SaysHowMuchItNeeds()
    {
        using var disk = SmallDisk.InFile(_folder.File("disk"), 8 << 10);

        var line = Refused("--scratch", "disk", "--size", "4000", "--optimizer", "adam", "--memory", "1100MiB");

        Assert.Matches(@"A run at 4000×3000 needs at least .* but --memory allows 1100MiB: use .* free in --scratch 'disk', where \d MiB are", line);
    }

    [Theory]
    [InlineData("--scratch", "disk")]
    [InlineData("--checkpoint", "disk/run.atelier")]
    public void Stylize_FolderThatMayOnlyBeRead_IsOneLine(string option, string value)
    {
        using var disk = SmallDisk.ReadOnly(_folder.File("disk"));

        Assert.Contains("cannot be written", Refused(option, value), StringComparison.Ordinal);
    }

    [Fact]
    public void Stylize_OutputOnAFullDisk_IsOneLineThatSaysWhereThePictureIs()
    {
        using var disk = SmallDisk.InFile(_folder.File("disk"), 8 << 10);
        Fill(_folder.File("disk/other"));
        LeaveRoom(_folder.File("disk/other"), 64 << 10); // for the check before the work, not for the picture

        var outcome = CommandProcess.RunWith(
            new Dictionary<string, string?> { ["TMPDIR"] = _folder.Path },
            _folder,
            "stylize", "content.png", "style.png", "-o", "disk/out.png", "--network", "tiny.safetensors", "--size", "400", "--steps", "1", "--quiet");

        var line = outcome.OneLineOfError(1);
        Assert.Contains("'disk/out.png' cannot be written", line, StringComparison.Ordinal);
        Assert.Contains("free some space", line, StringComparison.Ordinal);
        var match = Regex.Match(line, "The picture is whole in '([^']+)'");
        Assert.True(match.Success, line);
        var kept = match.Groups[1].Value;
        Assert.Equal(400, PictureReader.Inspect(Path.Combine(_folder.Path, kept)).Width);
        Assert.Equal(["disk/other"], Directory.GetFiles(_folder.File("disk")).Select(f => Path.GetRelativePath(_folder.Path, f)));
    }

    private string Refused(params IReadOnlyList<string> options)
    {
        string[] size = options.Contains("--size") ? [] : ["--size", "64"];
        var line = CommandCall.Run(
            _folder, ["stylize", "content.png", "style.png", "-o", "out.png", "--network", "tiny.safetensors", "--steps", "1", .. size, .. options]).OneLineOfError(1);
        Assert.DoesNotContain("out.png", _folder.Files);
        return line;
    }

    private static void LeaveRoom(string path, int bytes)
    {
        using var file = File.OpenWrite(path);
        file.SetLength(file.Length - bytes);
    }

    private static void Fill(string path)
    {
        try
        {
            using var file = File.Create(path, bufferSize: 1);
            while (true)
            {
                file.Write(new byte[1024]);
            }
        }
        catch (IOException)
        {
            // Nothing more has room.
        }
    }
}
