using TorchSharp;

namespace Atelier.Tests;

/// <summary>Tests in which the engine calculates with several threads run alone, for the number is of the whole process.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class RunsOnSeveralThreads;

/// <summary>The engine of this process with several threads, also where the machine has one processor; the other tests have one thread.</summary>
internal sealed class SeveralThreads : IDisposable
{
    private const int Count = 4;

    private readonly int _before = torch.get_num_threads();

    public SeveralThreads()
    {
        torch.set_num_threads(Count);
        Assert.Equal(Count, torch.get_num_threads());
    }

    public void Dispose() => torch.set_num_threads(_before);
}
