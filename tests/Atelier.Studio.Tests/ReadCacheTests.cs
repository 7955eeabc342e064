namespace Atelier.Studio.Tests;

public sealed class ReadCacheTests
{
    private readonly ReadCache<string, string> _cache = new(2);
    private int _reads;

    [Fact]
    public void Get_OfWhatWasRead_ReadsNoMore()
    {
        Assert.Equal("one", Read("a", "one"));
        Assert.Equal("one", Read("a", "two"));
        Assert.Equal(1, _reads);
    }

    [Fact]
    public void Get_OfWhatIsNotThere_ReadsAgain()
    {
        Assert.Null(Read("a", null));
        Assert.Equal("one", Read("a", "one"));
    }

    [Fact]
    public void Get_AfterAChange_ReadsAgain()
    {
        Read("a", "one");
        Read("b", "one");

        _cache.Forget("a");
        Assert.Equal(("two", "one"), (Read("a", "two"), Read("b", "two")));

        _cache.ForgetAll();
        Assert.Equal(("three", "three"), (Read("a", "three"), Read("b", "three")));
    }

    [Fact]
    public void Get_WhereAChangeCameWhileItWasRead_IsNotKept()
    {
        Assert.Equal("old", _cache.Get("a", () =>
        {
            _cache.Forget("a"); // another thread writes and is done, while this one still holds what it read before
            return "old";
        }));

        Assert.Equal("new", Read("a", "new"));
    }

    [Fact]
    public void Get_OfMoreThanItHolds_ForgetsTheOthers()
    {
        Read("a", "one");
        Read("b", "one");
        Read("c", "one");

        Assert.Equal(("one", "two"), (Read("c", "two"), Read("a", "two")));
    }

    private string? Read(string key, string? value) => _cache.Get(key, () =>
    {
        _reads++;
        return value;
    });
}
