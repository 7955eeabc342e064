using Atelier.Studio.Jobs;

namespace Atelier.Studio.Tests.Data;

/// <summary>What lies in the studio's folders and is not the studio's.</summary>
public sealed class OwnFilesTests
{
    [Fact]
    public async Task StartAndClean_FilesOfOthersInItsFolders_Stay()
    {
        using var folder = new TemporaryFolder();
        await using (await StudioHost.Start(folder: folder))
        {
        }

        string[] others =
        [
            "incoming/notes.txt", "thumbnails/cat.jpg", $"thumbnails/{new string('a', 64)}", "checkpoints/mine.atelier", "checkpoints/.mine.atelier.tmp",
            $"checkpoints/{new string('a', 32)}.atelier", "files/readme", $"files/ab/{new string('c', 64)}", "files/ab/readme", "notes.txt",
        ];
        foreach (var name in others)
        {
            Write(folder, name);
        }

        string[] own = [$"incoming/{new string('a', 32)}", $"checkpoints/.{new string('b', 32)}.atelier.tmp", $"thumbnails/{new string('a', 64)}-96.jpg", $"files/cc/{new string('c', 64)}"];
        foreach (var name in own)
        {
            Write(folder, name);
        }

        await StartAndClean(folder);

        Assert.All(others, name => Assert.True(File.Exists(Path.Combine(folder.Path, name)), name));
        Assert.All(own, name => Assert.False(File.Exists(Path.Combine(folder.Path, name)), name));
    }

    [Fact]
    public async Task StartAndClean_LinksInItsFolders_AreNotFollowed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights on Windows.");
        using var folder = new TemporaryFolder();
        using var elsewhere = new TemporaryFolder();
        await using (await StudioHost.Start(folder: folder))
        {
        }

        var own = new string('c', 64);
        foreach (var name in new[] { $"incoming/{own[..32]}", $"thumbnails/{own}-96.jpg", $"checkpoints/.{own[..32]}.atelier.tmp" })
        {
            Write(elsewhere, name);
            File.CreateSymbolicLink(Path.Combine(folder.Path, name), Path.Combine(elsewhere.Path, name));
        }

        Write(elsewhere, $"cc/{own}");
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "files/cc"), Path.Combine(elsewhere.Path, "cc"));
        Directory.CreateDirectory(Path.Combine(folder.Path, "files/aa"));
        File.CreateSymbolicLink(Path.Combine(folder.Path, "files/aa", new string('a', 64)), Path.Combine(elsewhere.Path, $"cc/{own}"));
        var before = elsewhere.FilesIn("");

        await StartAndClean(folder);

        Assert.Equal(4, before.Count);
        Assert.Equal(before, elsewhere.FilesIn("").Where(f => before.Contains(f)));
        Assert.True(File.Exists(Path.Combine(folder.Path, "files/aa", new string('a', 64))));
    }

    private static void Write(TemporaryFolder folder, string name)
    {
        var path = Path.Combine(folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "mine");
    }

    private static async Task StartAndClean(TemporaryFolder folder)
    {
        await using var host = await StudioHost.Start(folder: folder);
        host.Time.Advance(TimeSpan.FromDays(100));
        host.Get<RetentionService>().Clean();
    }
}
