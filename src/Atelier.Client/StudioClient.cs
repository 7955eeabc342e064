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
    private readonly AuthenticationHeaderValue? _authorization;

    /// <summary>Speaks through a client whose base address is the studio's, such as <c>http://localhost:4711/</c>.</summary>
    /// <param name="http">The client. It is not changed: the headers that a studio asks for, and the key, are set on each request.</param>
    /// <param name="key">The API key, where the studio needs one.</param>
    public StudioClient(HttpClient http, string? key = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        _http = http;
        _authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>What the studio is and what it takes.</summary>
    public Task<StudioInfo> GetInfoAsync(CancellationToken cancellationToken = default) => GetAsync<StudioInfo>($"{Api}/info", cancellationToken);

    /// <summary>What a job can be told.</summary>
    public Task<OptionCatalogue> GetOptionsAsync(CancellationToken cancellationToken = default) => GetAsync<OptionCatalogue>($"{Api}/options", cancellationToken);

    /// <summary>The paintings that come with the studio.</summary>
    public Task<IReadOnlyList<SampleStyle>> GetStylesAsync(CancellationToken cancellationToken = default) => GetAsync<IReadOnlyList<SampleStyle>>($"{Api}/styles", cancellationToken);

    /// <summary>Uploads a picture.</summary>
    /// <param name="picture">The bytes of its file.</param>
    /// <param name="cancellationToken">Ends the upload.</param>
    public async Task<PictureInfo> UploadAsync(Stream picture, CancellationToken cancellationToken = default)
    {
        using var body = new StreamContent(picture);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return await PostAsync<PictureInfo>($"{Api}/pictures", body, null, cancellationToken);
    }

    /// <summary>The bytes of an uploaded picture, or of a reduced one.</summary>
    /// <param name="id">The picture.</param>
    /// <param name="size">The longest side in pixels; null for the file as it is.</param>
    /// <param name="cancellationToken">Ends the download.</param>
    public Task<byte[]> GetPictureAsync(string id, int? size = null, CancellationToken cancellationToken = default) =>
        GetBytesAsync($"{Api}/pictures/{Escape(id)}{(size is null ? "" : $"?size={size}")}", cancellationToken);

    /// <summary>Asks for a picture.</summary>
    /// <param name="request">What shall be painted.</param>
    /// <param name="key">A key of the caller's own: the same request with the same key is the same job, however often it is sent.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task<Job> CreateAsync(JobRequest request, string? key = null, CancellationToken cancellationToken = default)
    {
        using var body = JsonContent.Create(request, options: StudioJson.Options);
        return await PostAsync<Job>($"{Api}/jobs", body, key, cancellationToken);
    }

    /// <summary>A job.</summary>
    public Task<Job> GetJobAsync(string id, CancellationToken cancellationToken = default) => GetAsync<Job>(PathOf(id), cancellationToken);

    /// <summary>Jobs, the newest first.</summary>
    /// <param name="states">Only those in one of these states; none for all.</param>
    /// <param name="limit">How many at most, 1 to 200.</param>
    /// <param name="after">What the page before gave as <see cref="JobPage.Next"/>.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<JobPage> GetJobsAsync(IEnumerable<JobState>? states = null, int limit = 50, string? after = null, CancellationToken cancellationToken = default)
    {
        var filter = string.Join(',', (states ?? []).Select(s => s.ToString().ToLowerInvariant()));
        return GetAsync<JobPage>(
            string.Create(CultureInfo.InvariantCulture, $"{Api}/jobs?limit={limit}{(filter.Length == 0 ? "" : $"&state={filter}")}{(after is null ? "" : $"&after={Escape(after)}")}"), cancellationToken);
    }

    /// <summary>Lays a job aside.</summary>
    public Task<Job> PauseAsync(string id, CancellationToken cancellationToken = default) => DoAsync(id, "pause", cancellationToken);

    /// <summary>Lets a job go on that was laid aside, or takes up one that was given up or failed, until its <see cref="Job.ResumableUntil"/>.</summary>
    public Task<Job> ResumeAsync(string id, CancellationToken cancellationToken = default) => DoAsync(id, "resume", cancellationToken);

    /// <summary>Gives a job up.</summary>
    public Task<Job> CancelAsync(string id, CancellationToken cancellationToken = default) => DoAsync(id, "cancel", cancellationToken);

    /// <summary>Ends a job that is being painted, with the picture so far as its result.</summary>
    public Task<Job> KeepAsync(string id, CancellationToken cancellationToken = default) => DoAsync(id, "keep", cancellationToken);

    /// <summary>Keeps a job whatever the studio clears away.</summary>
    public Task<Job> PinAsync(string id, CancellationToken cancellationToken = default) => DoAsync(id, "pin", cancellationToken);

    /// <summary>Lets the studio clear a job away again when its time comes.</summary>
    public Task<Job> UnpinAsync(string id, CancellationToken cancellationToken = default) => DoAsync(id, "unpin", cancellationToken);

    /// <summary>Removes a job that has ended.</summary>
    public async Task DeleteAsync(string id, CancellationToken cancellationToken = default)
    {
        using var answer = await SendAsync(HttpMethod.Delete, PathOf(id), null, default, isStream: false, cancellationToken);
    }

    /// <summary>The picture so far, a JPEG or WebP file.</summary>
    public Task<byte[]> GetPreviewAsync(string id, CancellationToken cancellationToken = default) => GetBytesAsync($"{PathOf(id)}/preview", cancellationToken);

    /// <summary>The finished picture.</summary>
    /// <param name="id">The job.</param>
    /// <param name="format"><c>png</c>, <c>jpeg</c>, <c>tiff</c> or <c>webp</c>.</param>
    /// <param name="cancellationToken">Ends the download.</param>
    public Task<byte[]> GetResultAsync(string id, string format = "png", CancellationToken cancellationToken = default) =>
        GetBytesAsync($"{PathOf(id)}/result?format={Escape(format)}", cancellationToken);

    /// <summary>What the finished picture was made from, as JSON.</summary>
    public async Task<string> GetRecipeAsync(string id, CancellationToken cancellationToken = default)
    {
        using var answer = await SendAsync(HttpMethod.Get, $"{PathOf(id)}/recipe", null, default, isStream: false, cancellationToken);
        return await answer.Content.ReadAsStringAsync(cancellationToken);
    }

    /// <summary>What happens to a job, until it has ended.</summary>
    /// <param name="id">The job.</param>
    /// <param name="lastEventId">The last event that was read, to go on from there; null for a summary of what was, first.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    public async IAsyncEnumerable<JobEvent> WatchAsync(string id, string? lastEventId = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var answer = await SendAsync(HttpMethod.Get, $"{PathOf(id)}/events", null, ("Last-Event-ID", lastEventId), isStream: true, cancellationToken);
        var parser = SseParser.Create(await answer.Content.ReadAsStreamAsync(cancellationToken));
        await foreach (var item in parser.EnumerateAsync(cancellationToken))
        {
            yield return new JobEvent(item.EventId, item.EventType, item.Data);
        }
    }

    /// <summary>Waits until a job has ended or is paused.</summary>
    public async Task<Job> WaitAsync(string id, CancellationToken cancellationToken = default)
    {
        string? last = null;
        while (true)
        {
            // A stream also ends with its server; a job that goes on is watched again.
            await foreach (var one in WatchAsync(id, last, cancellationToken))
            {
                last = one.Id ?? last;
                if (one.Kind == "state" && one.Read<StateEvent>().State is not (JobState.Queued or JobState.Running))
                {
                    break;
                }
            }

            var job = await GetJobAsync(id, cancellationToken);
            if (job.State is not (JobState.Queued or JobState.Running))
            {
                return job;
            }
        }
    }

    private static string PathOf(string id) => $"{Api}/jobs/{Escape(id)}";

    private static string Escape(string text) => Uri.EscapeDataString(text);

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? body, (string Name, string? Value) header, bool isStream, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = body };
        request.Headers.TryAddWithoutValidation("X-Atelier", "1");
        request.Headers.Authorization = _authorization;
        if (header.Value is { } value)
        {
            request.Headers.TryAddWithoutValidation(header.Name, value);
        }

        var answer = await _http.SendAsync(request, isStream ? HttpCompletionOption.ResponseHeadersRead : HttpCompletionOption.ResponseContentRead, cancellationToken);
        if (answer.IsSuccessStatusCode)
        {
            return answer;
        }

        using (answer)
        {
            Problem? problem = null;
            try
            {
                problem = await answer.Content.ReadFromJsonAsync<Problem>(StudioJson.Options, cancellationToken);
            }
            catch (JsonException)
            {
                // Whatever stands between here and the studio has words of its own.
            }

            throw new StudioException(answer.StatusCode, problem, answer.Headers.RetryAfter?.Delta);
        }
    }

    private async Task<T> GetAsync<T>(string path, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(HttpMethod.Get, path, null, default, isStream: false, cancellationToken);
        return await ReadAsync<T>(answer, cancellationToken);
    }

    private async Task<byte[]> GetBytesAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(HttpMethod.Get, path, null, default, isStream: false, cancellationToken);
        return await answer.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    private Task<Job> DoAsync(string id, string what, CancellationToken cancellationToken) => PostAsync<Job>($"{PathOf(id)}/{what}", null, null, cancellationToken);

    private async Task<T> PostAsync<T>(string path, HttpContent? body, string? key, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(HttpMethod.Post, path, body, ("Idempotency-Key", key), isStream: false, cancellationToken);
        return await ReadAsync<T>(answer, cancellationToken);
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer, CancellationToken cancellationToken) =>
        await answer.Content.ReadFromJsonAsync<T>(StudioJson.Options, cancellationToken) ?? throw new JsonException("The answer is empty.");
}
