using Atelier.Imaging.Storage;
using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Tests.Networks.Runtime;

public class ScratchFileTests
{
    [Fact]
    public void Taking_LargeTensors_LieInTheFileAndKeepTheirValues()
    {
        using var folder = new TemporaryFolder();
        using var file = ScratchFile.Create(folder.FullName, 64 << 20);
        Tensor inFile;
        using (file.AllocateIn())
        {
            inFile = TensorMath.Range(0, 4 << 20, ScalarType.Float32);
            Assert.InRange(file.InUse, 16 << 20, 18 << 20);
        }

        TemporaryMappedFile.EvictPages();
        using var inMemory = TensorMath.Range(0, 4 << 20, ScalarType.Float32);
        Assert.InRange(file.InUse, 16 << 20, 18 << 20);
        Assert.True(inFile.allclose(inMemory, 0, 0));
        inFile.Dispose();
        Assert.Equal(0, file.InUse);
        Assert.Empty(Directory.GetFiles(folder.FullName));
    }

    [Fact]
    public void Rest_WhatWasWritten_IsNoLongerResident()
    {
        using var folder = new TemporaryFolder();
        using var file = ScratchFile.Create(folder.FullName, 256 << 20);
        using var taking = file.AllocateIn();
        using var tensor = ones(48 << 20);

        tensor.FillInPlace(2);
        Assert.InRange(file.InUse, 192 << 20, 194 << 20);
        TemporaryMappedFile.EvictPages();

        Assert.InRange(ResidentBytesOfFilesIn(folder.FullName), 0, 1 << 20);
        using var last = tensor[^1];
        Assert.Equal(2, last.item<float>());
    }

    [Fact]
    public void Taking_FileThatIsFull_GoesOnInMemory()
    {
        using var folder = new TemporaryFolder();
        using var file = ScratchFile.Create(folder.FullName, 4 << 20);
        using var taking = file.AllocateIn();
        using var tensor = ones(8 << 20);

        Assert.Equal(0, file.InUse);
        Assert.Equal(8 << 20, tensor.sum().item<float>());
    }

    [Fact]
    public void Taking_FreeSpaceInPieces_JoinsThem()
    {
        const int Large = 2 << 20; // values, of four bytes each
        using var folder = new TemporaryFolder();
        using var file = ScratchFile.Create(folder.FullName, 4 * sizeof(float) * Large);
        using var scope = NewDisposeScope();
        using var taking = file.AllocateIn();
        var quarters = Enumerable.Range(0, 4).Select(i => empty(Large).FillInPlace(i)).ToArray();
        quarters[0].Dispose();
        quarters[2].Dispose();

        var joined = TensorMath.Range(0, 2 * Large, ScalarType.Float32);
        Assert.Equal(4 * sizeof(float) * Large, file.InUse);
        TemporaryMappedFile.EvictPages();
        Assert.InRange(ResidentBytesOfFilesIn(folder.FullName), 0, 1 << 20);

        using (var where = tensor(new long[] { 0, Large - 1, Large, (2 * Large) - 1 })) // at either side of where they meet
        using (var there = joined[where])
        {
            Assert.Equal([0, Large - 1, Large, (2 * Large) - 1], there.data<float>().ToArray());
        }

        Assert.Equal(1, quarters[1].max().item<float>());
        Assert.Equal(3, quarters[3].min().item<float>());
        joined.Dispose();
        Assert.Equal(2 * sizeof(float) * Large, file.InUse);
        using var again = ones(Large);
        Assert.Equal(3 * sizeof(float) * Large, file.InUse);
        Array.ForEach(quarters, q => q.Dispose());
    }

    [Fact]
    public void Dispose_JoinedPiecesAreLeft_KeepsThemUntilTheyAreGone()
    {
        using var folder = new TemporaryFolder();
        var file = ScratchFile.Create(folder.FullName, 24 << 20);
        Tensor joined;
        using (file.AllocateIn())
        {
            using var first = ones(2 << 20);
            using var second = ones(2 << 20);
            first.Dispose();
            joined = empty(4 << 20).FillInPlace(5);
        }

        file.Dispose();
        Assert.Equal(5, joined.min().item<float>());
        Assert.Equal(16 << 20, file.InUse);

        joined.Dispose();
        Assert.False(IsMapped(folder.FullName));
    }

    [Fact]
    public void Dispose_TensorsAreLeft_KeepsTheirMemoryUntilTheLastIsGone()
    {
        using var folder = new TemporaryFolder();
        var file = ScratchFile.Create(folder.FullName, 64 << 20);
        Tensor first, second, late;
        using (file.AllocateIn())
        {
            (first, second) = (empty(2 << 20).FillInPlace(3), empty(2 << 20).FillInPlace(4));
            file.Dispose();
            late = ones(2 << 20); // no longer in the file
        }

        Assert.InRange(file.InUse, 16 << 20, 18 << 20);
        first.Dispose();
        TemporaryMappedFile.EvictPages();
        using (var view = second[^1])
        {
            second.Dispose();
            Assert.Equal(4, view.item<float>());
            Assert.True(IsMapped(folder.FullName));
        }

        Assert.False(IsMapped(folder.FullName));
        Assert.Equal(2 << 20, late.sum().item<float>());
        late.Dispose();
        file.Dispose();
    }

    [Fact]
    public void Dispose_Empty_GivesTheFileBackAtOnce()
    {
        using var folder = new TemporaryFolder();
        var file = ScratchFile.Create(folder.FullName, 4 << 20);
        Assert.True(IsMapped(folder.FullName));

        file.Dispose();

        Assert.False(IsMapped(folder.FullName));
    }

    [Theory]
    [InlineData("missing", "no such folder")]
    [InlineData("file", "file' is a file, not a folder")]
    public void Check_NoFolder_SaysSoInOneLine(string name, string expected)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.FullName, "file"), "");

        var error = Assert.Throws<StylizeException>(() => TemporaryMappedFile.Check(Path.Combine(folder.FullName, name)));

        Assert.Contains(expected, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Check_FolderInMemory_IsRefused()
    {
        Assert.SkipUnless(Directory.Exists("/dev/shm"), "There is no /dev/shm.");

        Assert.Contains("tmpfs", Assert.Throws<StylizeException>(() => TemporaryMappedFile.Check("/dev/shm")).Message);
    }

    [Fact]
    public void Check_FolderThatCannotBeWritten_IsRefused() => // /proc takes no files, whoever asks
        Assert.Contains("cannot be written to", Assert.Throws<StylizeException>(() => TemporaryMappedFile.Check("/proc")).Message);

    [Fact]
    public void Create_MoreThanTheDiskHas_SaysHowMuchIsFree()
    {
        using var folder = new TemporaryFolder();

        var error = Assert.Throws<StylizeException>(() => ScratchFile.Create(folder.FullName, TemporaryMappedFile.FreeBytes(folder.FullName) + (1L << 40)));

        Assert.Contains("is full", error.Message);
        Assert.Empty(Directory.GetFiles(folder.FullName));
    }

    private static bool IsMapped(string folder) => File.ReadLines("/proc/self/maps").Any(l => l.Contains(folder, StringComparison.Ordinal));

    // Of this folder's alone: of all together, other tests change it meanwhile.
    private static long ResidentBytesOfFilesIn(string folder)
    {
        var (resident, isMapped, isMeant) = (0L, false, false);
        foreach (var line in File.ReadLines("/proc/self/smaps"))
        {
            isMeant = char.IsAsciiHexDigitLower(line[0]) ? line.Contains(folder, StringComparison.Ordinal) : isMeant;
            isMapped |= isMeant;
            resident += isMeant && line.StartsWith("Rss:", StringComparison.Ordinal) ? 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2]) : 0;
        }

        Assert.True(isMapped);
        return resident;
    }
}
