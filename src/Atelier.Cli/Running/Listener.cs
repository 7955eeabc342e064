namespace Atelier.Cli.Running;

/// <summary>Tells a delegate of progress, on the thread that reports it; <see cref="Progress{T}"/> would use another.</summary>
internal sealed class Listener<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
