namespace Atelier.Studio.Tests;

/// <summary>A clock that can be set forward; timers are the system's.</summary>
internal sealed class ManualTime : TimeProvider
{
    private TimeSpan _ahead;
    private long? _standing;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _ahead;

    public override long GetTimestamp() => _standing ?? base.GetTimestamp();

    /// <summary>Lets no more time pass between two timestamps.</summary>
    public void StandStill() => _standing = base.GetTimestamp();

    public void Advance(TimeSpan time) => _ahead += time;
}
