using Atelier.Studio.Data;
using Atelier.Studio.Jobs;

namespace Atelier.Studio.Tests.Jobs;

public sealed class JobStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void CanWrite_WithNothingToWrite_WritesNevertheless()
    {
        using var folder = DataFolder.Open(_folder.Path);
        using var store = new JobStore(folder, TimeProvider.System);
        var log = new FileInfo(folder.Database + "-wal");
        var before = log.Length;

        Assert.True(store.CanWrite());

        log.Refresh();
        Assert.True(log.Length > before);
        Assert.True(store.IsNew);
    }
}
