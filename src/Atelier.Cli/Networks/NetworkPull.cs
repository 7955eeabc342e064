using Atelier.Cli.Running;
using Atelier.Networks.Catalogue;
using Atelier.Networks.Store;

namespace Atelier.Cli.Networks;

/// <summary><c>atelier networks pull</c>.</summary>
internal static class NetworkPull
{
    /// <summary>Fetches a network of the catalogue. What was fetched before an interruption is kept for the next time.</summary>
    public static int Run(NetworkStore store, string name, string? from, CommandConsole console)
    {
        var entry = NetworkCatalogue.Find(name) ?? throw new OptionsException(new Message(
            MessageCodes.NoNetwork, $"There is no network \"{name}\" to pull; there are {string.Join(", ", NetworkCatalogue.Entries.Select(e => e.Name))}"));
        console.Error.WriteLine($"{entry.Name}: {entry.Description}, {NetworkTable.Size(entry.Bytes)}");
        console.Error.WriteLine($"Licence: {entry.Licence}. {entry.Citation}");
        using var interrupt = new Interrupt();
        try
        {
            var installed = TransferBar.Watch(progress => store.PullAsync(entry, from, progress, interrupt.Token), console);
            console.Error.WriteLine($"Installed {installed.Name} in {installed.Path}.");
            return ExitCodes.Done;
        }
        catch (OperationCanceledException error) when (interrupt.Happened)
        {
            Failure.Say(Failure.Line(error), console.Error);
            return interrupt.ExitCode;
        }
    }
}
