using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Tests.Networks.Runtime;

public class TorchRuntimeTests
{
    [Fact]
    public void Start_OnThisMachine_ComputesWithoutCopyingTheEngine()
    {
        TorchRuntime.Start();

        using var sum = ones(3).sum();
        Assert.Equal(3, sum.item<float>());
        Assert.False(Directory.Exists(Path.Combine(AppContext.BaseDirectory, "cpu")));
    }

    [Fact]
    public void MakeWeak_NotALibrary_IsRefused() =>
        Assert.Throws<BadImageFormatException>(() => ElfVersionNeeds.MakeWeak(new byte[100], "GLIBCXX_"));
}
