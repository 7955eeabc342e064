using System.IO.Pipelines;

namespace Atelier.Studio.Bursts;

/// <summary>Sends when <see cref="BurstThread.Schedule"/> says so.</summary>
internal sealed class SendScheduler(BurstThread thread) : PipeScheduler
{
    /// <inheritdoc/>
    public override void Schedule(Action<object?> action, object? state) => thread.Schedule(action, state);
}
