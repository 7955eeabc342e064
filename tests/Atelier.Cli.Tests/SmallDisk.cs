using System.Diagnostics;

namespace Atelier.Cli.Tests;

/// <summary>A disk of its own in a folder; skips the test where none can be had.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _path;

    /// <summary>One of so many kB, in memory.</summary>
    public SmallDisk(string path, int kilobytes)
        : this(path, ["-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs"])
    {
    }

    private SmallDisk(string path, string[] mount)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux mounts so.");
        _path = Directory.CreateDirectory(path).FullName;
        Assert.SkipUnless(Succeeds("mount", [.. mount, _path]), "A small disk can only be mounted by root.");
    }

    /// <summary>One of so many kB in a file beside it, as scratch files want it.</summary>
    public static SmallDisk InFile(string path, int kilobytes)
    {
        var image = $"{path}.img";
        using (var file = File.Create(image))
        {
            file.SetLength(1024L * kilobytes);
        }

        Assert.SkipUnless(OperatingSystem.IsLinux() && Succeeds("mkfs.ext4", "-q", image), "There is no mkfs.ext4.");
        return new SmallDisk(path, ["-o", "loop", image]);
    }

    /// <summary>A folder that may only be read, by whomever.</summary>
    public static SmallDisk ReadOnly(string path) => new(path, ["-o", "bind,ro", Directory.CreateDirectory(path).FullName]);

    public void Dispose() => Succeeds("umount", _path);

    private static bool Succeeds(string program, params IReadOnlyList<string> words)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // there is no such program
        }
    }
}
