using Atelier.Losses.Features;
using TorchSharp;

namespace Atelier.Tests.Losses;

public sealed class StyleCacheTests
{
    [Fact]
    public void Of_OneStyleInEverMoreSizes_KeepsABoundedNumber()
    {
        using var scope = torch.NewDisposeScope();
        using var cache = new StyleCache { MostStyles = 2 };
        for (var size = 0; size < 100; size++)
        {
            Look(cache, "style", size);
        }

        Look(cache, "style", 99);
        Assert.Equal(100, cache.Looks);
        Look(cache, "style", 0);
        Assert.Equal(101, cache.Looks);
    }

    [Fact]
    public void Of_MoreStylesThanItKeeps_LetsGoOfTheLeastRecentlyUsed()
    {
        using var scope = torch.NewDisposeScope();
        using var cache = new StyleCache { MostStyles = 2 };
        foreach (var style in new[] { "a", "b", "a", "c", "a", "b" })
        {
            Look(cache, style, 1);
        }

        Assert.Equal(4, cache.Looks); // b went for c
    }

    private static void Look(StyleCache cache, object style, object key)
    {
        foreach (var value in cache.Of(style, key, () => [new StyleStatistics([torch.zeros(2)])]).SelectMany(s => s.Values))
        {
            value.Dispose();
        }
    }
}
