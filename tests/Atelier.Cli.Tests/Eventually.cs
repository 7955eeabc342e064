namespace Atelier.Cli.Tests;

/// <summary>Waits for what another process or thread does.</summary>
internal static class Eventually
{
    // Long for what hangs, but all tests of all projects share the processors.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>Waits until it is so; fails where it never is.</summary>
    public static async Task Is(Func<bool> isSo)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        while (!isSo())
        {
            await Task.Delay(10, patience.Token);
        }
    }
}
