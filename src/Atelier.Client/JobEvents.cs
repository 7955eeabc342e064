using System.Text.Json;

namespace Atelier.Client;

/// <summary>Something that happened to a job.</summary>
/// <param name="Id">Greater than that of every event before it; the job's events go on from there when it is given back.</param>
/// <param name="Kind"><c>state</c>, <c>history</c>, <c>progress</c>, <c>preview</c> or <c>warning</c>.</param>
/// <param name="Data">The event as JSON.</param>
public sealed record JobEvent(string? Id, string Kind, string Data)
{
    /// <summary>The data of a kind: <see cref="StateEvent"/>, <see cref="HistoryEvent"/>, <see cref="ProgressEvent"/> and so on.</summary>
    /// <exception cref="JsonException">It is of another kind.</exception>
    public T Read<T>() => JsonSerializer.Deserialize<T>(Data, StudioJson.Options) ?? throw new JsonException("The event has no data.");
}

/// <summary>The job changed its state.</summary>
/// <param name="State">The state.</param>
/// <param name="Error">Why it failed.</param>
public sealed record StateEvent(JobState State, Notice? Error);

/// <summary>All losses so far; every so many steps where there are very many.</summary>
/// <param name="Points">Each: step over all scales, total, content, style, total variation.</param>
public sealed record HistoryEvent(IReadOnlyList<float[]> Points);

/// <summary>Steps were done.</summary>
/// <param name="Progress">The last one.</param>
/// <param name="Points">The losses of all since the last event, as in <see cref="HistoryEvent"/>.</param>
public sealed record ProgressEvent(JobProgress Progress, IReadOnlyList<float[]> Points);

/// <summary>There is a new picture on the way.</summary>
/// <param name="Url">Its path.</param>
/// <param name="Step">The steps done over all scales.</param>
public sealed record PreviewEvent(string Url, int Step);

/// <summary>There is something that the user should know.</summary>
/// <param name="Code">As in <see cref="Notice"/>.</param>
/// <param name="Text">One line.</param>
public sealed record WarningEvent(string? Code, string Text);
