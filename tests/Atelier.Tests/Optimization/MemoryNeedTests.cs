using Atelier.Networks.Runtime;
using Atelier.Optimization;
using static TorchSharp.torch;

namespace Atelier.Tests.Optimization;

public class MemoryNeedTests
{
    private static readonly Scale Large = new(4096, 3072, 10);

    [Fact]
    public void Require_TooLittleMemory_NamesASizeThatFits()
    {
        const long Available = 4L << 30;

        var error = Assert.Throws<StylizeException>(() => MemoryNeed.Require(Large, new StylizeOptions(), ScalarType.BFloat16, Available));

        var size = int.Parse(System.Text.RegularExpressions.Regex.Match(error.Message, "--size ([0-9]+)").Groups[1].Value);
        MemoryNeed.Require(new Scale(size, size * 3 / 4, 10), new StylizeOptions(), ScalarType.BFloat16, Available);
        Assert.InRange(size, 1024, 4095);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void HistorySize_LargePicture_StaysWithinTheBudget()
    {
        var values = 3L * 2048 * 2048;

        var size = MemoryNeed.HistorySize(values, new StylizeOptions());

        Assert.InRange(size, 5, 99);
        Assert.True(size * 2 * 4 * values <= MemoryNeed.HistoryBudget);
    }

    [Fact]
    public void Bytes_OfTheMachine_ArePlausible() => Assert.InRange(AvailableMemory.Bytes(), 64L << 20, 1L << 46);
}
