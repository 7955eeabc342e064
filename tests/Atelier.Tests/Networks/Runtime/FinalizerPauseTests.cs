using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Tests.Networks.Runtime;

public class FinalizerPauseTests
{
    [Fact]
    public async Task Scalars_WhileOthersCollect_StayWhatTheyAre()
    {
        TorchRuntime.Start();
        using var end = new CancellationTokenSource();
        var collecting = Task.Run(
            () =>
            {
                while (!end.IsCancellationRequested)
                {
                    GC.Collect(0);
                }
            },
            TestContext.Current.CancellationToken);
        try
        {
            using var quiet = no_grad();
            using var one = ones(4);
            for (var i = 0; i < 20_000; i++)
            {
                using var sum = one.add(one, alpha: 2.5f);
                using var first = sum[0];
                Assert.Equal(3.5f, first.item<float>());
            }
        }
        finally
        {
            await end.CancelAsync();
            await collecting;
        }
    }
}
