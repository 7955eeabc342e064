namespace Atelier.Cli.Tests;

public class OptionNamesTests
{
    [Fact]
    public void All_Names_AreDistinct() =>
        Assert.Equal(StylizeOption.All.Count, StylizeOption.All.Select(o => o.Name).Distinct().Count());
}
