using System.CommandLine;
using Atelier.Cli.Running;
using Atelier.Networks;
using Atelier.Networks.Catalogue;
using Atelier.Networks.Store;

namespace Atelier.Cli.Networks;

/// <summary><c>atelier networks</c>.</summary>
internal static class NetworksCommand
{
    public static Command Build(CommandConsole console) => new("networks", "Fetches, checks and lists the networks that see the pictures.")
    {
        List(console),
        Pull(console),
        Import(console),
        Verify(console),
        Where(console),
    };

    private static Command List(CommandConsole console)
    {
        var command = new Command("list", "Lists the networks that are installed, embedded or can be pulled.");
        command.SetAction(_ => NetworkTable.Write(new NetworkStore(), console.Output));
        return command;
    }

    private static Command Pull(CommandConsole console)
    {
        var name = new Argument<string>("NAME") { Description = "the network, as \"atelier networks list\" calls it" };
        var from = new Option<string>("--from") { HelpName = "URL|FILE", Description = "a mirror, or a file that was downloaded already" };
        var command = new Command("pull", "Downloads a network, verifies it and installs it.") { name, from };
        command.SetAction(words => Pull(words.GetRequiredValue(name), words.GetValue(from), console));
        return command;
    }

    // A download that was interrupted goes on the next time.
    private static int Pull(string name, string? from, CommandConsole console)
    {
        var all = string.Join(", ", NetworkCatalogue.Entries.Select(e => e.Name));
        var entry = NetworkCatalogue.Find(name)
            ?? throw new OptionsException(new Message(MessageCodes.NoNetwork, $"There is no network \"{name}\" to pull; there are {all}"));
        console.Error.WriteLine($"{entry.Name}: {entry.Description}, {NetworkTable.Size(entry.Bytes)}");
        console.Error.WriteLine($"Licence: {entry.Licence}. {entry.Citation}");
        using var interrupt = new Interrupt();
        try
        {
            var installed = TransferBar.Watch(progress => new NetworkStore().PullAsync(entry, from, progress, interrupt.Token), console);
            console.Error.WriteLine($"Installed {installed.Name} in {installed.Path}.");
            return ExitCodes.Done;
        }
        catch (OperationCanceledException error) when (interrupt.Happened)
        {
            Failure.Say(CommandNames.Text(Failure.MessageOf(error)), console.Error);
            return interrupt.ExitCode;
        }
    }

    private static Command Import(CommandConsole console)
    {
        var file = new Argument<string>("FILE") { Description = "weights of VGG-19: .safetensors, .pth or .h5" };
        var name = new Option<string>("--name") { HelpName = "NAME", Description = "what to call it [default: made from the file's]" };
        var input = new Option<string>("--network-input")
        {
            HelpName = "bgr255|rgb01",
            Description = "how it wants its input, where the file does not say",
        };
        var command = new Command("import", "Installs a weights file of your own.") { file, name, input };
        command.SetAction(words =>
        {
            var imported = new NetworkStore().Import(words.GetRequiredValue(file), words.GetValue(name), Input(words.GetValue(input)));
            console.Error.WriteLine($"Installed {imported.Name} in {imported.Path}.");
        });
        return command;
    }

    private static Command Verify(CommandConsole console)
    {
        var name = new Argument<string?>("NAME") { Arity = ArgumentArity.ZeroOrOne, Description = "the network, compact for the embedded one [default: all that are installed]" };
        var command = new Command("verify", "Checks that installed networks are whole.") { name };
        command.SetAction(words =>
        {
            var store = new NetworkStore();
            var outcomes = store.Verify(words.GetValue(name));
            if (outcomes.Count == 0)
            {
                console.Error.WriteLine($"No network is installed in {store.Folder}.");
            }

            foreach (var outcome in outcomes.Where(o => o.Passed))
            {
                console.Output.WriteLine($"{outcome.Name}: undamaged");
            }

            var damaged = outcomes.Where(o => !o.Passed).ToArray();
            return damaged.Length == 0
                ? ExitCodes.Done
                : throw new NetworkException(MessageCodes.NetworkUnusable, $"{string.Join(" ", damaged.Select(o => $"{o.Name}: {o.Fault}."))}");
        });
        return command;
    }

    private static Command Where(CommandConsole console)
    {
        var command = new Command("where", "Prints the folder of the installed networks.");
        command.SetAction(_ => console.Output.WriteLine(new NetworkStore().Folder));
        return command;
    }

    private static InputConventionName? Input(string? text) => text switch
    {
        null => null,
        "bgr255" => InputConventionName.Bgr255,
        "rgb01" => InputConventionName.Rgb01,
        _ => throw new OptionsException(Fault.Of("network-input", $"expected bgr255 or rgb01, not \"{text}\"")),
    };
}
