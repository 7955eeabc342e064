using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Tests.Networks.Runtime;

/// <summary>What these count is of the whole process.</summary>
[CollectionDefinition(nameof(TensorMemoryTests), DisableParallelization = true)]
[Collection(nameof(TensorMemoryTests))]
public class TensorMemoryTests
{
    [Fact]
    public void LargeTensors_TakeTheirMemoryThereAndGiveItBack()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && TensorMemory.IsAvailable, "Only Linux has memory of its own for tensors.");
        var before = TensorMemory.InUse;

        using (var large = ones(3 << 20))
        {
            Assert.Equal(before + (12 << 20), TensorMemory.InUse);
            using var sum = large.sum();
            Assert.Equal(3 << 20, sum.item<float>());
        }

        using (ones(1000))
        {
            Assert.Equal(before, TensorMemory.InUse);
        }
    }

    [Fact]
    public void LargeTensors_FreedOnAnotherThread_GiveTheirMemoryBack()
    {
        var before = TensorMemory.InUse;
        var large = ones(3 << 20).DetachFromDisposeScope();

        var thread = new Thread(large.Dispose);
        thread.Start();
        thread.Join();

        Assert.Equal(before, TensorMemory.InUse);
    }

    [Fact]
    public void Trim_WhatIsInUse_KeepsItsValues()
    {
        using var kept = TensorMath.Range(0, 1 << 20, ScalarType.Float32);
        ones(1 << 20).Dispose();

        TensorMemory.Trim();
        using var fresh = ones(1 << 20);

        Assert.Equal(1000, kept[1000].item<float>());
        Assert.Equal(1, fresh[1000].item<float>());
    }

    [Fact]
    public void Take_MoreThanThereAreAddresses_IsRefused() => Assert.Equal(0, TensorMemory.Take(long.MaxValue / 4));
}
