using System.CommandLine;
using System.CommandLine.Invocation;
using Atelier.Studio.Load;

string[] known = ["reads", "watchers", "kills", "malformed", "costs"];
var loads = new Argument<string[]>("LOAD") { Description = "which (default: all)", Arity = ArgumentArity.ZeroOrMore };
loads.AcceptOnlyFromAmong(known);
var network = new Option<string>("--network") { HelpName = "NAME|FILE", Description = "the network that paints", DefaultValueFactory = _ => "compact" };
var seed = new Option<int>("--seed") { HelpName = "N", Description = "kills, malformed: the seed of what is done by chance", DefaultValueFactory = _ => 1 };
var seconds = new Option<int>("--seconds") { HelpName = "N", Description = "reads, watchers, costs: how long each measures", DefaultValueFactory = _ => 20 };
var root = new RootCommand("Loads a studio of its own, on a free port and with a folder of its own, and says what became of it.") { loads, network, seed, seconds };
root.SetAction(async (words, cancelled) =>
{
    // Whatever happens, it ends: in a quarter of an hour at most.
    using var end = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
    end.CancelAfter(TimeSpan.FromMinutes(15));
    var (name, chance, time) = (words.GetValue(network)!, words.GetValue(seed), TimeSpan.FromSeconds(words.GetValue(seconds)));
    var isGood = true;
    foreach (var load in words.GetValue(loads) is { Length: > 0 } chosen ? chosen : known)
    {
        isGood &= await (load switch
        {
            "reads" => ReadsLoad.Run(name, time, end.Token),
            "watchers" => WatchersLoad.Run(name, time, end.Token),
            "costs" => CostsLoad.Run(name, time, end.Token),
            "kills" => KillsLoad.Run(name, chance, end.Token),
            _ => MalformedLoad.Run(name, chance, end.Token),
        });
    }

    return isGood ? 0 : 1;
});

var words = root.Parse(args);
if (words.Errors.Count > 0 && words.Action is null or ParseErrorAction)
{
    Console.Error.WriteLine($"{string.Join("; ", words.Errors.Select(e => OneLine(e.Message).TrimEnd('.')))}. Try --help.");
    return 2;
}

try
{
    return await words.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception error) when (Environment.GetEnvironmentVariable("ATELIER_DEBUG") != "1")
{
    Console.Error.WriteLine(OneLine(error.Message));
    return 1;
}

static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
