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
