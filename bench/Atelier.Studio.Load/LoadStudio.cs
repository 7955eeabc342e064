using System.Diagnostics;
using System.Reflection;
using Atelier.Client;

namespace Atelier.Studio.Load;

/// <summary>The studio that is loaded: its process, its folder, and a client.</summary>
internal sealed class LoadStudio : IDisposable
{
    private readonly string[] _words;
    private ServerProcess _server = null!;

    private LoadStudio(string network) => _words = ["--network", network, "--rate", "0", "--queue", "5000"];

    /// <summary>Its folder, which goes when the load is over.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("atelier-load-").FullName;

    /// <summary>Its process.</summary>
    public ServerProcess Server => _server;

    /// <summary>A client of the process that runs now.</summary>
    public StudioClient Client { get; private set; } = null!;

    /// <summary>Starts one.</summary>
    public static async Task<LoadStudio> Start(string network)
    {
        var studio = new LoadStudio(network);
        await studio.Begin();
        return studio;
    }

    /// <summary>A folder or file that the project names for this program.</summary>
    public static string PathOf(string key) => Path.GetFullPath(
        typeof(LoadStudio).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!);

    /// <summary>A new client with connections of its own.</summary>
    public HttpClient NewHttp() => new(new SocketsHttpHandler { MaxConnectionsPerServer = 1000 })
    {
        BaseAddress = _server.Address,
        Timeout = TimeSpan.FromMinutes(2),
    };

    /// <summary>Starts the process, again where there was one.</summary>
    public async Task Begin()
    {
        _server = await ServerProcess.Start(PathOf("AtelierCommand"), Folder, _words);
        Client = new StudioClient(NewHttp());
    }

    /// <summary>Uploads the sample photograph.</summary>
    public async Task<PictureInfo> UploadPhoto(CancellationToken end)
    {
        await using var photo = File.OpenRead(Path.Combine(PathOf("Samples"), "photos", "chelsea.jpg"));
        return await Client.UploadAsync(photo, end);
    }

    /// <summary>A job that takes longer than any load: Adam never finds that nothing is left to do.</summary>
    public async Task<Job> LongJob(PictureInfo photo, int size, CancellationToken end) => await Client.CreateAsync(
        new JobRequest
        {
            Content = photo.Id,
            Styles = [new StyleChoice { Sample = "night" }],
            Options = new Dictionary<string, string> { ["size"] = $"{size}", ["scales"] = "1", ["steps"] = "100000", ["optimizer"] = "adam" },
        },
        cancellationToken: end);

    /// <summary>The steps a second of a job until a task ends: from the end of a step to the end of a step.</summary>
    public async Task<double> Pace(string job, Func<Task> during, CancellationToken end)
    {
        var (first, began) = await NextStep(job, end);
        await during();
        var (last, ended) = await NextStep(job, end);
        return (last - first) / Stopwatch.GetElapsedTime(began, ended).TotalSeconds;
    }

    private async Task<(int Number, long Time)> NextStep(string job, CancellationToken end)
    {
        var before = (await Client.GetJobAsync(job, end)).Progress!.Number;
        while (true)
        {
            await Task.Delay(5, end);
            if ((await Client.GetJobAsync(job, end)).Progress!.Number is var number && number != before)
            {
                return (number, Stopwatch.GetTimestamp());
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _server.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
