using Atelier.Studio.Data;

namespace Atelier.Studio.Tests.Data;

public sealed class DataFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_OfAFolderWithOtherFiles_IsRefusedAndLeavesThem()
    {
        foreach (var name in new[] { "incoming", "thumbnails", "checkpoints", "files" })
        {
            Directory.CreateDirectory(Path.Combine(_folder.Path, name));
            File.WriteAllText(Path.Combine(_folder.Path, name, new string('a', 32)), "mine");
        }

        var before = _folder.FilesIn("");
        var refusal = Assert.Throws<OptionsException>(() => StudioServer.Build(Settings));

        Assert.Contains(_folder.Path, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("give a new or empty folder", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, _folder.FilesIn(""));
    }

    [Fact]
    public void Open_OfAFolderWithTheDatabaseOfAnotherProgram_IsRefused()
    {
        TestDatabase.Execute(_folder, "CREATE TABLE jobs (id TEXT)");

        Assert.Throws<OptionsException>(() => DataFolder.Open(_folder.Path));
        Assert.Equal([DataFolder.DatabaseName], _folder.FilesIn("").Select(Path.GetFileName));
    }

    [Fact]
    public async Task Open_OfAnEarlierStudiosFolder_IsTaken()
    {
        string id;
        await using (var host = await StudioHost.Start(engine: HandEngine.AtOnce, folder: _folder))
        {
            id = (await host.Client.CreateAsync(await host.SmallJob())).Id;
            await host.Until(id, j => j.State == JobState.Succeeded);
        }

        File.Delete(Path.Combine(_folder.Path, DataFolder.MarkName)); // which earlier studios did not make
        await using (var host = await StudioHost.Start(folder: _folder))
        {
            Assert.Equal(JobState.Succeeded, (await host.Client.GetJobAsync(id)).State);
        }

        File.Delete(Path.Combine(_folder.Path, DataFolder.MarkName));
        File.Delete(Path.Combine(_folder.Path, DataFolder.DatabaseName));
        await using var last = await StudioHost.Start(folder: _folder);
        Assert.Single((await last.Client.GetJobsAsync()).Items);
    }

    [Fact]
    public void Open_OfAnEmptyDisk_IsTaken()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "lost+found"));

        using var folder = DataFolder.Open(_folder.Path);

        Assert.True(folder.HasRoom());
    }

    [Fact]
    public async Task Open_WhileAnotherStudioHasIt_IsRefused()
    {
        await using (var host = await StudioHost.Start(folder: _folder))
        {
            var refusal = Assert.Throws<OptionsException>(() => StudioServer.Build(Settings));

            Assert.Contains("in use by another studio", refusal.Message, StringComparison.Ordinal);
            Assert.NotEmpty((await host.Client.GetStylesAsync()));
        }

        await using var second = await StudioHost.Start(folder: _folder);
        Assert.NotEmpty(await second.Client.GetStylesAsync());
    }

    [Fact]
    public void Open_OfARelativePath_HasRoom()
    {
        using var folder = DataFolder.Open(Path.GetRelativePath(Environment.CurrentDirectory, _folder.Path));

        Assert.True(Path.IsPathFullyQualified(folder.Path));
        Assert.True(folder.HasRoom());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Open_OfAFolderOrALinkToOne_KeepsOtherUsersOut(bool isLink)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        var (real, path) = (Path.Combine(_folder.Path, "real"), Path.Combine(_folder.Path, isLink ? "link" : "real"));
        if (!OperatingSystem.IsWindows())
        {
            if (isLink)
            {
                Directory.CreateDirectory(real, (UnixFileMode)0b111_101_101);
                Directory.CreateSymbolicLink(path, real);
            }

            using var folder = DataFolder.Open(path);

            Assert.Equal((UnixFileMode)0b111_000_000, File.GetUnixFileMode(real));
        }
    }

    [Theory]
    [InlineData("files")]
    [InlineData("checkpoints")]
    public async Task Start_WithALinkInPlaceOfAFolder_IsRefused(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights on Windows.");
        await using (await StudioHost.Start(folder: _folder))
        {
        }

        using var elsewhere = new TemporaryFolder();
        Directory.Delete(Path.Combine(_folder.Path, name), recursive: true);
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, name), elsewhere.Path);

        var refusal = Assert.Throws<OptionsException>(() => StudioServer.Build(Settings));

        Assert.Contains("is a symbolic link", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(elsewhere.FilesIn(""));
    }

    [Fact]
    public async Task Start_OnADamagedDatabase_IsRefusedWithWhatToDo()
    {
        await using (var host = await StudioHost.Start(engine: HandEngine.AtOnce, folder: _folder))
        {
            await host.Until((await host.Client.CreateAsync(await host.SmallJob())).Id, j => j.State == JobState.Succeeded);
        }

        var database = Path.Combine(_folder.Path, DataFolder.DatabaseName);
        foreach (var start in new[] { 0, 4096 })
        {
            var bytes = await File.ReadAllBytesAsync(database);
            var damaged = bytes.ToArray();
            damaged.AsSpan(start, 4096).Fill(0x5a);
            await File.WriteAllBytesAsync(database, damaged);

            var refusal = Assert.Throws<OptionsException>(() => StudioServer.Build(Settings));

            Assert.Contains("is damaged", refusal.Message, StringComparison.Ordinal);
            Assert.Contains("move it aside", refusal.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', refusal.Message);
            await File.WriteAllBytesAsync(database, bytes);
        }

        File.Move(database, database + ".old");
        await using var again = await StudioHost.Start(folder: _folder);
        Assert.Single((await again.Client.GetJobsAsync()).Items);
    }

    private StudioSettings Settings => new() { Port = 0, DataFolder = _folder.Path, Network = "compact" };
}
