using Atelier.Networks.Runtime;

namespace Atelier.Tests.Networks.Runtime;

public class AvailableMemoryTests
{
    [Theory]
    [InlineData("memory.max", "memory.current", "1000", "600", 400 + 250)]
    [InlineData("memory.limit_in_bytes", "memory.usage_in_bytes", "1000", "600", 400 + 250)]
    [InlineData("memory.max", "memory.current", "500", "900", 0)]
    public void ContainerBytes_WithALimit_IsWhatIsLeftOfIt(string limitName, string usedName, string limit, string used, long expected)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File(limitName), limit + "\n");
        File.WriteAllText(folder.File(usedName), used + "\n");
        File.WriteAllText(folder.File("memory.stat"), "anon 300\ninactive_file 250\n");

        Assert.Equal(expected, AvailableMemory.ContainerBytes(folder.Path));
    }

    [Fact]
    public void ContainerBytes_WithoutALimit_AreNone()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("memory.max"), "max\n");
        File.WriteAllText(folder.File("memory.current"), "5000\n");

        Assert.Null(AvailableMemory.ContainerBytes(folder.Path));
    }
}
