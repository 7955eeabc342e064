using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Atelier.Client;

/// <summary>
/// A studio, over HTTP. Every method throws a <see cref="StudioException"/> where the studio refuses, and an
/// <see cref="HttpRequestException"/> where it cannot be reached.
/// </summary>
public sealed class StudioClient
{
    private const string Api = "api/v1";

    private readonly HttpClient _http;

    /// <summary>Speaks through a client whose base address is the studio's, such as <c>http://localhost:4711/</c>.</summary>
    /// <param name="http">The client; it is given the headers that a studio asks for.</param>
    /// <param name="key">The API key, where the studio needs one.</param>
    public StudioClient(HttpClient http, string? key = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        _http = http;
        _http.DefaultRequestHeaders.TryAddWithoutValidation("X-Atelier", "1");
        if (key is not null)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
    }

    /// <summary>What the studio is and what it takes.</summary>
    public Task<StudioInfo> InfoAsync(CancellationToken cancellation = default) => GetAsync<StudioInfo>($"{Api}/info", cancellation);

    /// <summary>What a job can be told.</summary>
    public Task<OptionCatalogue> OptionsAsync(CancellationToken cancellation = default) => GetAsync<OptionCatalogue>($"{Api}/options", cancellation);

    /// <summary>The paintings that come with the studio.</summary>
    public Task<IReadOnlyList<SampleStyle>> StylesAsync(CancellationToken cancellation = default) => GetAsync<IReadOnlyList<SampleStyle>>($"{Api}/styles", cancellation);

    /// <summary>Uploads a picture.</summary>
    /// <param name="picture">The bytes of its file.</param>
    /// <param name="cancellation">Ends the upload.</param>
    public async Task<PictureInfo> UploadAsync(Stream picture, CancellationToken cancellation = default)
    {
        using var body = new StreamContent(picture);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return await PostAsync<PictureInfo>($"{Api}/pictures", body, null, cancellation);
    }

    /// <summary>The bytes of an uploaded picture, or of a reduced one.</summary>
    /// <param name="id">The picture.</param>
    /// <param name="size">The longest side in pixels; null for the file as it is.</param>
    /// <param name="cancellation">Ends the download.</param>
    public Task<byte[]> PictureAsync(string id, int? size = null, CancellationToken cancellation = default) =>
        BytesAsync($"{Api}/pictures/{Escape(id)}{(size is null ? "" : $"?size={size}")}", cancellation);

    /// <summary>Asks for a picture.</summary>
    /// <param name="request">What shall be painted.</param>
    /// <param name="key">A key of the caller's own: the same request with the same key is the same job, however often it is sent.</param>
    /// <param name="cancellation">Ends the request.</param>
    public async Task<Job> CreateAsync(JobRequest request, string? key = null, CancellationToken cancellation = default)
    {
        using var body = JsonContent.Create(request, options: StudioJson.Options);
        return await PostAsync<Job>($"{Api}/jobs", body, key, cancellation);
    }

    /// <summary>A job.</summary>
    public Task<Job> JobAsync(string id, CancellationToken cancellation = default) => GetAsync<Job>(PathOf(id), cancellation);

    /// <summary>Jobs, the newest first.</summary>
    /// <param name="states">Only those in one of these states; none for all.</param>
    /// <param name="limit">How many at most, 1 to 200.</param>
    /// <param name="after">What the page before gave as <see cref="JobPage.Next"/>.</param>
    /// <param name="cancellation">Ends the request.</param>
    public Task<JobPage> JobsAsync(IEnumerable<JobState>? states = null, int limit = 50, string? after = null, CancellationToken cancellation = default)
    {
        var filter = string.Join(',', (states ?? []).Select(s => s.ToString().ToLowerInvariant()));
        return GetAsync<JobPage>(
            string.Create(CultureInfo.InvariantCulture, $"{Api}/jobs?limit={limit}{(filter.Length == 0 ? "" : $"&state={filter}")}{(after is null ? "" : $"&after={Escape(after)}")}"), cancellation);
    }

    /// <summary>Lays a job aside.</summary>
    public Task<Job> PauseAsync(string id, CancellationToken cancellation = default) => DoAsync(id, "pause", cancellation);

    /// <summary>Lets a job go on that was laid aside, or takes up one that was given up or failed, until its <see cref="Job.ResumableUntil"/>.</summary>
    public Task<Job> ResumeAsync(string id, CancellationToken cancellation = default) => DoAsync(id, "resume", cancellation);

    /// <summary>Gives a job up.</summary>
    public Task<Job> CancelAsync(string id, CancellationToken cancellation = default) => DoAsync(id, "cancel", cancellation);

    /// <summary>Ends a job that is being painted, with the picture so far as its result.</summary>
    public Task<Job> KeepAsync(string id, CancellationToken cancellation = default) => DoAsync(id, "keep", cancellation);

    /// <summary>Keeps a job whatever the studio clears away.</summary>
    public Task<Job> PinAsync(string id, CancellationToken cancellation = default) => DoAsync(id, "pin", cancellation);

    /// <summary>Lets the studio clear a job away again when its time comes.</summary>
    public Task<Job> UnpinAsync(string id, CancellationToken cancellation = default) => DoAsync(id, "unpin", cancellation);

    /// <summary>Removes a job that has ended.</summary>
    public async Task DeleteAsync(string id, CancellationToken cancellation = default)
    {
        using var answer = await _http.DeleteAsync(new Uri(PathOf(id), UriKind.Relative), cancellation);
        await RequireAsync(answer, cancellation);
    }

    /// <summary>The picture so far, a JPEG or WebP file.</summary>
    public Task<byte[]> PreviewAsync(string id, CancellationToken cancellation = default) => BytesAsync($"{PathOf(id)}/preview", cancellation);

    /// <summary>The finished picture.</summary>
    /// <param name="id">The job.</param>
    /// <param name="format"><c>png</c>, <c>jpeg</c>, <c>tiff</c> or <c>webp</c>.</param>
    /// <param name="cancellation">Ends the download.</param>
    public Task<byte[]> ResultAsync(string id, string format = "png", CancellationToken cancellation = default) =>
        BytesAsync($"{PathOf(id)}/result?format={Escape(format)}", cancellation);

    /// <summary>What the finished picture was made from, as JSON.</summary>
    public async Task<string> RecipeAsync(string id, CancellationToken cancellation = default)
    {
        using var answer = await _http.GetAsync(new Uri($"{PathOf(id)}/recipe", UriKind.Relative), cancellation);
        await RequireAsync(answer, cancellation);
        return await answer.Content.ReadAsStringAsync(cancellation);
    }

    /// <summary>What happens to a job, until it has ended.</summary>
    /// <param name="id">The job.</param>
    /// <param name="lastEventId">The last event that was read, to go on from there; null for a summary of what was, first.</param>
    /// <param name="cancellation">Ends the watch.</param>
    public async IAsyncEnumerable<JobEvent> WatchAsync(string id, string? lastEventId = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{PathOf(id)}/events", UriKind.Relative));
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        await RequireAsync(answer, cancellation);
        var parser = SseParser.Create(await answer.Content.ReadAsStreamAsync(cancellation));
        await foreach (var item in parser.EnumerateAsync(cancellation))
        {
            yield return new JobEvent(item.EventId, item.EventType, item.Data);
        }
    }

    /// <summary>Waits until a job has ended or is paused.</summary>
    public async Task<Job> WaitAsync(string id, CancellationToken cancellation = default)
    {
        string? last = null;
        while (true)
        {
            // A stream also ends with its server; a job that goes on is watched again.
            await foreach (var one in WatchAsync(id, last, cancellation))
            {
                last = one.Id ?? last;
                if (one.Kind == "state" && one.Read<StateEvent>().State is not (JobState.Queued or JobState.Running))
                {
                    break;
                }
            }

            var job = await JobAsync(id, cancellation);
            if (job.State is not (JobState.Queued or JobState.Running))
            {
                return job;
            }
        }
    }

    private static string PathOf(string id) => $"{Api}/jobs/{Escape(id)}";

    private static string Escape(string text) => Uri.EscapeDataString(text);

    private static async Task RequireAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        if (answer.IsSuccessStatusCode)
        {
            return;
        }

        Problem? problem = null;
        try
        {
            problem = await answer.Content.ReadFromJsonAsync<Problem>(StudioJson.Options, cancellation);
        }
        catch (JsonException)
        {
            // Whatever stands between here and the studio has words of its own.
        }

        throw new StudioException(answer.StatusCode, problem, answer.Headers.RetryAfter?.Delta);
    }

    private async Task<T> GetAsync<T>(string path, CancellationToken cancellation)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative), cancellation);
        return await ReadAsync<T>(answer, cancellation);
    }

    private async Task<byte[]> BytesAsync(string path, CancellationToken cancellation)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative), cancellation);
        await RequireAsync(answer, cancellation);
        return await answer.Content.ReadAsByteArrayAsync(cancellation);
    }

    private Task<Job> DoAsync(string id, string what, CancellationToken cancellation) => PostAsync<Job>($"{PathOf(id)}/{what}", null, null, cancellation);

    private async Task<T> PostAsync<T>(string path, HttpContent? body, string? key, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = body };
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }

        using var answer = await _http.SendAsync(request, cancellation);
        return await ReadAsync<T>(answer, cancellation);
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer, CancellationToken cancellation)
    {
        await RequireAsync(answer, cancellation);
        return await answer.Content.ReadFromJsonAsync<T>(StudioJson.Options, cancellation) ?? throw new JsonException("The answer is empty.");
    }
}
