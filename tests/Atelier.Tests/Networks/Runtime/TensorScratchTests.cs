using Atelier.Imaging.Storage;
using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Tests.Networks.Runtime;

public sealed class TensorScratchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TensorScratchTests() => Assert.SkipUnless(TemporaryMappedFile.IsSupported, "Only 64-bit Linux has scratch files.");

    private TensorScratch Scratch => new(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ScalarType.Float32, 4)]
    [InlineData(ScalarType.BFloat16, 2)]
    [InlineData(ScalarType.Byte, 1)]
    public void Empty_LargeTensor_LiesInAFileAndKeepsItsValues(ScalarType format, int bytes)
    {
        using var scope = NewDisposeScope();
        var inMemory = randn(3, 1 << 10, 1 << 10).to(format);

        var inFile = TensorScratch.Empty(Scratch, inMemory.shape, format, CPU);
        inFile.copy_(inMemory);
        TemporaryMappedFile.EvictPages();

        Assert.Equal((inMemory.dtype, CPU.type), (inFile.dtype, inFile.device_type));
        Assert.Equal(inMemory.shape, inFile.shape);
        Assert.Equal((1, (long)bytes * inMemory.numel()), (MappedFiles.CountIn(_folder.Path), MappedFiles.BytesIn(_folder.Path)));
        Assert.True(inFile.eq(inMemory).all().item<bool>());
        Assert.Empty(_folder.Names());
        inFile.Dispose();
        Assert.Equal(0, MappedFiles.CountIn(_folder.Path));
    }

    [Fact]
    public void Empty_SmallTensorOrNoFolder_LiesInMemory()
    {
        using var scope = NewDisposeScope();
        var small = TensorScratch.Empty(Scratch, [100, 100], ScalarType.Float32, CPU);
        var large = TensorScratch.EmptyLike(null, ones(8 << 20));

        Assert.Equal(0, MappedFiles.CountIn(_folder.Path));
        Assert.Equal((10_000, 8 << 20), (small.numel(), large.numel()));
    }

    [Fact]
    public void Empty_InAScope_IsGivenBackWithIt()
    {
        using (NewDisposeScope())
        {
            TensorScratch.EmptyLike(Scratch, ones(1 << 20)).zero_();
            Assert.Equal(1, MappedFiles.CountIn(_folder.Path));
        }

        Assert.Equal(0, MappedFiles.CountIn(_folder.Path));
    }

    [Fact]
    public void EvictPages_WhatWasWritten_IsNoLongerResident()
    {
        using var tensor = TensorScratch.Empty(Scratch, [48 << 20], ScalarType.Float32, CPU);

        tensor.FillInPlace(2);
        TemporaryMappedFile.EvictPages();

        Assert.Equal((192 << 20, 0), (MappedFiles.BytesIn(_folder.Path), MappedFiles.ResidentBytesIn(_folder.Path)));
        using var last = tensor[^1];
        Assert.Equal(2, last.item<float>());
    }

    [Fact]
    public void Dispose_ViewsAreLeft_KeepsTheFileUntilTheLastIsGone()
    {
        var tensor = TensorScratch.Empty(Scratch, [2 << 20], ScalarType.Float32, CPU).FillInPlace(4);
        TemporaryMappedFile.EvictPages();
        using (var view = tensor[^1])
        {
            tensor.Dispose();
            Assert.Equal(4, view.item<float>());
            Assert.Equal(1, MappedFiles.CountIn(_folder.Path));
        }

        Assert.Equal(0, MappedFiles.CountIn(_folder.Path));
    }

    [Fact]
    public void Empty_MadeAndFreedManyTimes_LeavesNoMapNoOpenFileAndNothingOnTheDisk()
    {
        var before = TemporaryMappedFile.FreeBytes(_folder.Path);
        for (var i = 0; i < 100; i++)
        {
            using var tensor = TensorScratch.Empty(Scratch, [64 << 20], ScalarType.Byte, CPU);
            Assert.DoesNotContain(Directory.GetFiles("/proc/self/fd").Select(f => new FileInfo(f).LinkTarget), target => target?.StartsWith(_folder.Path, StringComparison.Ordinal) == true);
        }

        Assert.Equal(0, MappedFiles.CountIn(_folder.Path));
        Assert.InRange(before - TemporaryMappedFile.FreeBytes(_folder.Path), long.MinValue, 3L << 30); // others use the disk, too
    }

    [Fact]
    public void EvictPages_WhileOthersTakeAndFree_LeavesAllValues()
    {
        Parallel.For(0, 4, i =>
        {
            for (var round = 1; round <= 50; round++)
            {
                using var scope = NewDisposeScope();
                var inFile = TensorScratch.Empty(Scratch, [1 << 20], ScalarType.Float32, CPU).FillInPlace(round + i);
                var inMemory = empty(1 << 20).FillInPlace(round);
                TemporaryMappedFile.EvictPages();
                Assert.Equal((round + i, round + i), (inFile.min().item<float>(), inFile.max().item<float>()));
                inFile.Dispose();
                Assert.Equal((round, round), (inMemory.min().item<float>(), inMemory.max().item<float>()));
            }
        });
    }

    [Theory]
    [InlineData("missing", "no such folder")]
    [InlineData("file", "file' is a file, not a folder")]
    public void Check_NoFolder_SaysSoInOneLine(string name, string expected)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "file"), "");

        var error = Assert.Throws<StylizeException>(() => TemporaryMappedFile.Check(Path.Combine(folder.Path, name)));

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
    public void Check_MoreThanTheDiskHas_SaysHowMuchIsFree()
    {
        using var folder = new TemporaryFolder();

        var error = Assert.Throws<StylizeException>(() => TemporaryMappedFile.Check(folder.Path, TemporaryMappedFile.FreeBytes(folder.Path) + (1L << 40)));

        Assert.Contains("is full", error.Message);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }
}
