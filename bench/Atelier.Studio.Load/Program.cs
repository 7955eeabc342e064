using System.Globalization;
using Atelier.Studio.Load;

// Loads a studio of its own, on a free port and with a folder of its own, and says what became of it:
// dotnet run -c Release --project bench/Atelier.Studio.Load -- [reads|watchers|kills|malformed|costs ...] [--network NAME|FILE] [--seed N] [--seconds N]
var network = Option("--network") ?? "compact";
var seed = int.Parse(Option("--seed") ?? "1", CultureInfo.InvariantCulture);
var seconds = int.Parse(Option("--seconds") ?? "20", CultureInfo.InvariantCulture);
string[] known = ["reads", "watchers", "kills", "malformed", "costs"];
var chosen = args.Where(known.Contains).ToArray();

// Whatever happens, it ends: in a quarter of an hour at most.
using var end = new CancellationTokenSource(TimeSpan.FromMinutes(15));
var isGood = true;
foreach (var name in chosen.Length > 0 ? chosen : known)
{
    isGood &= await (name switch
    {
        "reads" => ReadsLoad.Run(network, TimeSpan.FromSeconds(seconds), end.Token),
        "watchers" => WatchersLoad.Run(network, TimeSpan.FromSeconds(seconds), end.Token),
        "costs" => CostsLoad.Run(network, TimeSpan.FromSeconds(seconds), end.Token),
        "kills" => KillsLoad.Run(network, seed, end.Token),
        _ => MalformedLoad.Run(network, seed, end.Token),
    });
}

return isGood ? 0 : 1;

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
