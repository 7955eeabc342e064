namespace Atelier.Networks.Runtime;

/// <summary>
/// Makes finalizers run seldom: after those that a collection found, .NET's thread for them sleeps. TorchSharp hands libtorch the
/// address of a scalar that nothing refers to any more: if .NET collects between the look at the address and libtorch's, the scalar's
/// finalizer frees what libtorch is about to read, and the call fails or computes with another number. Libtorch reads it within
/// microseconds, so that of collections in quick succession only the first of each pause can still meet one.
/// </summary>
internal sealed class FinalizerPause
{
    // What is freed by finalizers alone is freed so much later.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private FinalizerPause()
    {
    }

    // .NET finalizes the youngest objects first: this one, made at the last collection's end, comes after all others.
    ~FinalizerPause()
    {
        Thread.Sleep(Pause);
        Begin();
    }

    /// <summary>Begins with the next collection, and goes on as long as the process.</summary>
    public static void Begin() => _ = new FinalizerPause();
}
