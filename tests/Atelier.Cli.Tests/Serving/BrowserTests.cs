using System.Diagnostics;

namespace Atelier.Cli.Tests.Serving;

/// <summary><c>studio --open</c> with programs in the browser's place.</summary>
public sealed class BrowserTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public BrowserTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems open pages in another way.");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("echo no method available for opening; echo really >&2; exit 3")]
    [InlineData(null)] // there is no such program
    public async Task Open_NoBrowser_SaysInOneLineWhichAddressToVisit(string? program)
    {
        using var studio = Start(program);

        var greeting = await Line(studio);
        var line = await Line(studio);

        var address = greeting["Atelier Studio at ".Length..greeting.IndexOf(',', StringComparison.Ordinal)];
        Assert.Equal($"No browser could be opened here; visit {address} in one.", line);
        await AssertSaysNothingElse(studio);
    }

    [Fact]
    public async Task Open_ABrowser_GetsTheAddressAndIsNotHeard()
    {
        using var studio = Start("echo noise; echo more >&2; echo \"$1\" > visited");

        var greeting = await Line(studio);
        await Eventually.Is(() => File.Exists(_folder.File("visited")) && new FileInfo(_folder.File("visited")).Length > 0); // after all the noise

        Assert.StartsWith($"Atelier Studio at {(await File.ReadAllTextAsync(_folder.File("visited"), TestContext.Current.CancellationToken)).TrimEnd()},", greeting, StringComparison.Ordinal);
        await AssertSaysNothingElse(studio);
    }

    private Process Start(string? program)
    {
        Directory.CreateDirectory(_folder.File("bin"));
        if (program is not null && OperatingSystem.IsLinux())
        {
            File.WriteAllText(_folder.File("bin/xdg-open"), $"#!/bin/sh\n{program}\n");
            File.SetUnixFileMode(_folder.File("bin/xdg-open"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        return CommandProcess.StartWith(
            new Dictionary<string, string?> { ["PATH"] = _folder.File("bin") }, _folder, "studio", "--open", "--port", "0", "--data", "data", "--network", "compact");
    }

    private static async Task<string> Line(Process studio) =>
        await studio.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) ?? "";

    private static async Task AssertSaysNothingElse(Process studio)
    {
        studio.Kill();
        await studio.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(("", ""), (await studio.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken), await studio.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)));
    }
}
