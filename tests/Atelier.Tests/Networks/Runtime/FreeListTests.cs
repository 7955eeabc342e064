using Atelier.Networks.Runtime;
using CsCheck;

namespace Atelier.Tests.Networks.Runtime;

public class FreeListTests
{
    private const long Capacity = 1000;

    [Fact]
    public void TakeAndReturn_AnyOrder_PartsNeverOverlapAndFreeOnesNeverTouch() =>
        Gen.Select(Gen.Int[1, 9], Gen.Int[0, 20]).Array[1, 60].Sample(steps =>
        {
            var list = new FreeList(Capacity);
            var taken = new List<(long Start, long Size)>();
            foreach (var (size, action) in steps)
            {
                if (action < 12 || taken.Count == 0)
                {
                    taken.Add((Assert.NotNull(list.Take(size)), size));
                }
                else
                {
                    var index = action % taken.Count;
                    Assert.True(list.TryReturn(taken[index].Start));
                    taken.RemoveAt(index);
                }

                Assert.Equal(taken.Sum(t => t.Size), list.InUse);
                AssertDisjoint(taken.Select(t => (t.Start, t.Size, Free: false))
                    .Concat(list.Free.Select(f => (Start: f.Key, Size: f.Value, Free: true))));
            }
        });

    [Fact]
    public void Take_TheSameStepTwice_FindsTheSamePlaces()
    {
        var list = new FreeList(Capacity);
        var first = Step(list);
        var second = Step(list);

        Assert.Equal(first, second);
    }

    [Fact]
    public void TryReturn_WhatWasNotTaken_IsRefused()
    {
        var list = new FreeList(Capacity);
        var start = Assert.NotNull(list.Take(2));

        Assert.False(list.TryReturn(start + 1));
        Assert.True(list.TryReturn(start));
        Assert.False(list.TryReturn(start));
    }

    [Fact]
    public void Take_MoreThanIsLeft_IsRefusedAndTakesNothing()
    {
        var list = new FreeList(10);
        var start = Assert.NotNull(list.Take(6));

        Assert.Null(list.Take(5));
        Assert.True(list.TryReturn(start));
        Assert.Null(list.Take(11));
        Assert.Equal(0, list.Take(10));
    }

    [Fact]
    public void TakeParts_FreeSpaceInPieces_TakesTheLargestFirst()
    {
        var list = new FreeList(100);
        var starts = new long[] { 10, 5, 30, 5, 20, 5, 15 }.Select(size => Assert.NotNull(list.Take(size))).ToArray();
        Array.ForEach([0, 2, 4], i => Assert.True(list.TryReturn(starts[i]))); // 10, 30 and 20 are free between others, 10 at the end

        Assert.Null(list.Take(45));
        Assert.Null(list.TakeParts(71));
        var parts = list.TakeParts(45)!;

        Assert.Equal([(starts[2], 30L), (starts[4], 15L)], parts);
        Assert.Equal(30 + 45, list.InUse);
        Assert.All(parts, p => Assert.True(list.TryReturn(p.Start)));
        Assert.Equal(30, list.InUse);
    }

    [Fact]
    public void TakeParts_AnyFreeSpace_IsAllThatThereIs() => Gen.Int[1, 60].Array[1, 20].Sample(sizes =>
    {
        var list = new FreeList(Capacity);
        var taken = sizes.Select(s => (Start: list.Take(s), Size: s)).Where(t => t.Start is not null).ToList();
        foreach (var (start, _) in taken.Where((_, i) => i % 2 == 0))
        {
            list.TryReturn(start!.Value);
        }

        var free = Capacity - list.InUse;
        var parts = list.TakeParts(free)!;

        Assert.Equal(free, parts.Sum(p => p.Size));
        Assert.Equal(Capacity, list.InUse);
        AssertDisjoint([.. parts.Select(p => (p.Start, p.Size, false)), .. taken.Where((_, i) => i % 2 == 1).Select(t => (t.Start!.Value, (long)t.Size, false))]);
    });

    private static void AssertDisjoint(IEnumerable<(long Start, long Size, bool Free)> parts)
    {
        var (end, afterFree) = (0L, false);
        foreach (var (start, size, free) in parts.OrderBy(p => p.Start))
        {
            Assert.Equal(end, start); // nothing is lost in between
            Assert.False(free && afterFree);
            (end, afterFree) = (start + size, free);
        }
    }

    private static List<long> Step(FreeList list)
    {
        List<long> starts = [];
        foreach (var size in new long[] { 8, 8, 2, 4, 4, 1 })
        {
            starts.Add(Assert.NotNull(list.Take(size)));
        }

        starts.ForEach(s => list.TryReturn(s));
        return starts;
    }
}
