using System.CommandLine;
using System.Globalization;
using System.Net;
using Atelier.Cli.Running;
using Atelier.Studio;

namespace Atelier.Cli.Serving;

/// <summary><c>atelier studio</c>.</summary>
internal static class StudioCommand
{
    private static readonly Option<string> Port = Number("--port", "the port; 0 for one that is free [default: 4711]");
    private static readonly Option<string> Address = new("--address") { HelpName = "IP", Description = "the address to listen at; any but this machine's own needs --keys [default: 127.0.0.1]" };
    private static readonly Option<string> Data = new("--data") { HelpName = "DIR", Description = "where jobs and pictures are kept [default: atelier/studio in the user's folder for data]" };
    private static readonly Option<string> Network = new("--network") { HelpName = "NAME|FILE", Description = "the network of jobs that name none [default: $ATELIER_NETWORK, else auto]" };
    private static readonly Option<bool> Open = new("--open") { Description = "open the page in the browser" };
    private static readonly Option<string> Jobs = Number("--jobs", "how many jobs are painted at once [default: 1]");
    private static readonly Option<string> Queue = Number("--queue", "how many jobs may wait [default: 1000]");
    private static readonly Option<string> Upload = Number("--upload-megabytes", "the largest file of a picture [default: 64]");
    private static readonly Option<string> Pixels = Number("--megapixels", "the most pixels of a picture or result, in millions [default: 50]");
    private static readonly Option<string> KeepDays = Number("--keep-days", "remove ended jobs that are not pinned after so many days [default: keep them]");
    private static readonly Option<string> KeepSize = Number("--keep-gigabytes", "remove the oldest ended jobs that are not pinned above this size of all files [default: keep them]");
    private static readonly Option<string> Keys = new("--keys") { HelpName = "FILE", Description = "a file of API keys, one a line; clients must show one [default: $ATELIER_STUDIO_KEYS]" };
    private static readonly Option<bool> OpenToAll = new("--open-to-all") { Description = "serve other machines without keys" };
    private static readonly Option<string[]> Hosts = new("--host") { HelpName = "NAME", Description = "a further name by which the studio may be called; may be given several times" };
    private static readonly Option<string[]> Proxies = new("--proxy") { HelpName = "IP", Description = "a proxy whose X-Forwarded-For and X-Forwarded-Proto are believed; may be given several times" };
    private static readonly Option<string> Rate = Number("--rate", "requests a second and client; 0 for no limit [default: 500]");
    private static readonly Option<bool> LogsJson = new("--log-json") { Description = "write logs as JSON, one object a line" };

    public static Command Build(CommandConsole console)
    {
        var command = new Command("studio", "Serves a page and an HTTP API that paint, for this machine or others.")
        {
            Port, Address, Data, Network, Open, Jobs, Queue, Upload, Pixels, KeepDays, KeepSize, Keys, OpenToAll, Hosts, Proxies, Rate, LogsJson,
        };
        command.SetAction(words => StudioRun.Run(Read(words), words.GetValue(Open), console.Error));
        return command;
    }

    // Not a field: the words of other commands must not load the studio.
    private static StudioSettings Defaults => new();

    private static StudioSettings Read(ParseResult words)
    {
        List<Message> faults = [];
        var address = Defaults.Address;
        if (words.GetValue(Address) is { } text && !IPAddress.TryParse(text, out address))
        {
            faults.Add(Fault.Of("address", $"expected an IP address, not \"{text}\""));
        }

        var settings = new StudioSettings
        {
            Address = address ?? Defaults.Address,
            Port = Whole(Port, Defaults.Port),
            DataFolder = words.GetValue(Data) is { Length: > 0 } folder ? Path.GetFullPath(folder) : Defaults.DataFolder,
            Network = words.GetValue(Network),
            Jobs = Whole(Jobs, Defaults.Jobs),
            Queue = Whole(Queue, Defaults.Queue),
            UploadBytes = (long)(Value(Upload, Defaults.UploadBytes >> 20) * (1 << 20)),
            Pixels = (long)(Value(Pixels, Defaults.Pixels / 1e6) * 1e6),
            KeepDays = words.GetValue(KeepDays) is null ? Defaults.KeepDays : Whole(KeepDays, 1),
            KeepBytes = words.GetValue(KeepSize) is null ? Defaults.KeepBytes : (long)(Value(KeepSize, 1) * (1L << 30)),
            Keys = ReadKeys(words.GetValue(Keys), faults),
            IsOpen = words.GetValue(OpenToAll),
            Hosts = words.GetValue(Hosts) ?? [],
            Proxies = ReadProxies(words.GetValue(Proxies) ?? [], faults),
            Rate = Whole(Rate, Defaults.Rate),
            LogsJson = words.GetValue(LogsJson),
        };
        try
        {
            settings.Validate();
        }
        catch (OptionsException error)
        {
            faults.AddRange(error.Faults);
        }

        return faults.Count == 0 ? settings : throw new OptionsException(faults);

        double Value(Option<string> option, double or) => Fault.Read<double>(
            words,
            option,
            or,
            "a number",
            text => NumberText.TryParse(text, out var number) && double.Abs(number) < int.MaxValue ? number : null,
            faults,
            NumberText.Advice);

        int Whole(Option<string> option, int or) => Fault.Read<int>(
            words,
            option,
            or,
            "a whole number",
            text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
            faults);
    }

    private static List<IPAddress> ReadProxies(string[] words, List<Message> faults)
    {
        List<IPAddress> proxies = [];
        foreach (var word in words)
        {
            if (IPAddress.TryParse(word, out var proxy))
            {
                proxies.Add(proxy);
            }
            else
            {
                faults.Add(Fault.Of("proxy", $"expected an IP address, not \"{word}\""));
            }
        }

        return proxies;
    }

    // Never as a word of the command: every user of the machine could read it in the list of processes.
    private static string[] ReadKeys(string? path, List<Message> faults)
    {
        path ??= Environment.GetEnvironmentVariable(StudioSettings.KeyFileVariable);
        if (string.IsNullOrEmpty(path))
        {
            return [];
        }

        try
        {
            string[] keys = [.. File.ReadAllLines(path).Select(l => l.Trim()).Where(l => l.Length > 0 && !l.StartsWith('#'))];
            if (keys.Length == 0)
            {
                faults.Add(Fault.Of("keys", $"{path} has no key in it"));
            }

            return keys;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            faults.Add(Fault.Of("keys", $"{path} cannot be read"));
            return [];
        }
    }

    private static Option<string> Number(string name, string description) => new(name) { HelpName = "N", Description = description };
}
