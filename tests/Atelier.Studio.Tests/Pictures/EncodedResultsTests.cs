using Atelier.Imaging;
using Atelier.Studio.Data;
using Atelier.Studio.Load;
using Atelier.Studio.Pictures;

namespace Atelier.Studio.Tests.Pictures;

public sealed class EncodedResultsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Files_AboveTheMost_GoTheOldestFirst()
    {
        using var data = DataFolder.Open(_folder.Path);
        var shelf = new BlobStore(data);
        using var encoded = new EncodedResults(data, shelf, mostBytes: 1);
        var (one, other) = (shelf.Keep(TinyPng.Of(8, 8, seed: 1)), shelf.Keep(TinyPng.Of(8, 8, seed: 2)));

        await Open(encoded, one);
        await Open(encoded, other);

        Assert.Equal([$"{other}.jpeg"], Names());
    }

    [Fact]
    public async Task Clear_OfResultsThatAreGone_LeavesTheOthersAndWhatIsNotOurs()
    {
        using var data = DataFolder.Open(_folder.Path);
        var shelf = new BlobStore(data);
        using var encoded = new EncodedResults(data, shelf, mostBytes: long.MaxValue);
        var (kept, gone) = (shelf.Keep(TinyPng.Of(8, 8, seed: 1)), shelf.Keep(TinyPng.Of(8, 8, seed: 2)));
        await Open(encoded, kept);
        await Open(encoded, gone);
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "encoded", "of somebody"), "", TestContext.Current.CancellationToken);
        shelf.Remove(gone);

        encoded.Clear(DateTimeOffset.UtcNow.AddMinutes(1));

        Assert.Equal([$"{kept}.jpeg", "of somebody"], Names());
    }

    [Fact]
    public async Task Empty_Always_LeavesOnlyWhatIsNotOurs()
    {
        using var data = DataFolder.Open(_folder.Path);
        var shelf = new BlobStore(data);
        using var encoded = new EncodedResults(data, shelf, mostBytes: long.MaxValue);
        await Open(encoded, shelf.Keep(TinyPng.Of(8, 8, seed: 1)));
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "encoded", "of somebody"), "", TestContext.Current.CancellationToken);

        encoded.Empty();

        Assert.Equal(["of somebody"], Names());
    }

    public void Dispose() => _folder.Dispose();

    private static async Task Open(EncodedResults encoded, string id)
    {
        await using var file = await encoded.Open(id, PictureFormat.Jpeg, TestContext.Current.CancellationToken);
        Assert.NotEqual(0, file.Length);
    }

    private IEnumerable<string?> Names() => _folder.FilesIn("encoded").Select(Path.GetFileName);
}
