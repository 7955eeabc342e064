using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Tests.Networks.Runtime;

public class ScalarKeeperTests
{
    // Without it one of some ten thousand calls fails or adds another number.
    [Fact]
    public async Task Scalars_WhileOthersCollect_StayWhatTheyAre()
    {
        TorchRuntime.Start();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        end.CancelAfter(TimeSpan.FromSeconds(4));
        var collecting = Task.Run(Collect, TestContext.Current.CancellationToken);
        using (no_grad())
        {
            using var one = ones(4);
            while (!end.IsCancellationRequested)
            {
                using var sum = one.add(one, alpha: 2.5f);
                using var first = sum[0];
                Assert.Equal(3.5f, first.item<float>());
            }
        }

        await collecting;

        void Collect()
        {
            while (!end.IsCancellationRequested)
            {
                GC.Collect(0);
            }
        }
    }
}
