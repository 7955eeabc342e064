using System.IO.Pipelines;

namespace Atelier.Studio.Bursts;

/// <summary>Goes on at once, on the thread that has received, unless what is done on the connection takes long.</summary>
internal sealed class BurstScheduler(IBurstFeature connection) : PipeScheduler
{
    /// <inheritdoc/>
    public override void Schedule(Action<object?> action, object? state)
    {
        if (connection.IsElsewhere)
        {
            System.Threading.ThreadPool.UnsafeQueueUserWorkItem(action, state, preferLocal: false);
        }
        else
        {
            action(state);
        }
    }
}
