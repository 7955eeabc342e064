using System.Diagnostics;

namespace Atelier.Cli.Tests;

/// <summary>A disk of so many kB in a folder, in memory; skips the test where none can be had.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _path;

    public SmallDisk(string path, int kilobytes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has tmpfs.");
        _path = Directory.CreateDirectory(path).FullName;
        Assert.SkipUnless(Succeeds("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", _path), "A small disk can only be mounted by root.");
    }

    public void Dispose() => Succeeds("umount", _path);

    private static bool Succeeds(string program, params IReadOnlyList<string> words)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
