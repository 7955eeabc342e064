using System.Net;

namespace Atelier.Studio;

/// <summary>Everything that a studio can be told.</summary>
public sealed record StudioSettings
{
    /// <summary>The port where none is given.</summary>
    public const int DefaultPort = 4711;

    /// <summary>The environment variable that names a file of API keys.</summary>
    public const string KeyFileVariable = "ATELIER_STUDIO_KEYS";

    private const int MostDays = 36_500;

    /// <summary>The address to listen at; only this machine unless set.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port; 0 for one that is free.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>The folder that jobs and pictures are kept in.</summary>
    public string DataFolder { get; init; } = DefaultDataFolder();

    /// <summary>How many jobs are painted at once. More than one is slower on one processor, and needs the memory of each.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>The most bytes of an upload.</summary>
    public long UploadBytes { get; init; } = 64L << 20;

    /// <summary>The most pixels of an upload and of a result.</summary>
    public long Pixels { get; init; } = 50_000_000;

    /// <summary>The most jobs that wait.</summary>
    public int Queue { get; init; } = 1000;

    /// <summary>
    /// The days after which ended jobs that are not pinned go; null to keep them for ever. Pictures that no job uses go after a day.
    /// </summary>
    public int? KeepDays { get; init; }

    /// <summary>The oldest ended jobs that are not pinned go when all files together have more bytes than this; null to keep them for ever.</summary>
    public long? KeepBytes { get; init; }

    /// <summary>The keys of which a client must show one; none needs none.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Whether an address that other machines reach may be served without keys.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Names by which the studio may be called beside its address and localhost.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Proxies whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed.</summary>
    public IReadOnlyList<IPAddress> Proxies { get; init; } = [];

    /// <summary>Requests a second and client; 0 for no limit. Ten times as many may come at once.</summary>
    public int Rate { get; init; } = 500;

    /// <summary>Whether logs are JSON, one object a line.</summary>
    public bool LogsJson { get; init; }

    /// <summary>The network of jobs that name none, by name or file; null for <c>ATELIER_NETWORK</c> or, without it, <c>auto</c>.</summary>
    public string? Network { get; init; }

    /// <summary>Whether only this machine can reach the studio.</summary>
    public bool IsLocal => IPAddress.IsLoopback(Address);

    /// <summary>Refuses settings that make no sense or are not safe.</summary>
    /// <exception cref="OptionsException">There are faults; it lists all.</exception>
    public void Validate()
    {
        List<Message> faults = [];
        Require(Port is >= 0 and <= 65535, "port", $"must be from 0 to 65535, not {Port}");
        Require(Jobs is >= 1 and <= 64, "jobs", $"must be from 1 to 64, not {Jobs}");
        Require(Queue is >= 1 and <= 1_000_000, "queue", $"must be from 1 to 1000000, not {Queue}");
        Require(UploadBytes is >= 1024 and <= 1L << 32, "upload-megabytes", $"must be from 1 to 4096, not {UploadBytes >> 20}");
        Require(Pixels is >= 256 and <= 700_000_000, "megapixels", $"must be from 1 to 700, not {Pixels / 1_000_000}");
        Require(Rate >= 0, "rate", $"must be at least 0, not {Rate}");
        Require(KeepDays is null or (>= 1 and <= MostDays), "keep-days", $"must be from 1 to {MostDays}, not {KeepDays}; leave it out to keep all jobs");
        Require(KeepBytes is null or > 0, "keep-gigabytes", $"must be more than 0; leave it out to keep all jobs");
        Require(
            IsLocal || IsOpen || Keys.Count > 0,
            "address",
            $"{Address} can be reached by other machines: give {new OptionName("keys")} FILE, or {new OptionName("open-to-all")} where that is meant");
        Require(Keys.All(k => k.Length >= 16), "keys", $"must have at least 16 characters each");
        if (faults.Count > 0)
        {
            throw new OptionsException(faults);
        }

        void Require(bool isMet, string option, FormattableString text)
        {
            if (!isMet)
            {
                faults.Add(new Message(MessageCodes.OptionInvalid, $"{new OptionName(option)} {text}", option));
            }
        }
    }

    private static string DefaultDataFolder() => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "atelier", "studio");
}
