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
    public void Start_OnThisMachine_LeavesNnpackOut()
    {
        TorchRuntime.Start();

        var library = NativeSearchPath.Find("torch_cpu");
        Assert.SkipWhen(library is null || Nnpack.IsEnabled(library) is null, "This libtorch exports no switch for NNPACK.");
        Assert.False(Nnpack.IsEnabled(library!));
    }

    [Fact]
    public void MakeWeak_NotALibrary_IsRefused() =>
        Assert.Throws<BadImageFormatException>(() => ElfVersionNeeds.MakeWeak(new byte[100], "GLIBCXX_"));
}
