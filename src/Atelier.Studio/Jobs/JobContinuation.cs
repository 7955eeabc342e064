using Atelier.Client;
using Atelier.Studio.Messages;

namespace Atelier.Studio.Jobs;

/// <summary>
/// A job that goes on from the picture of an earlier one, by <see cref="StylizeOptions.Continue"/>: the scales up to that picture's size
/// are not painted again. The client names the job; the file is the studio's own business.
/// </summary>
internal static class JobContinuation
{
    /// <summary>Takes fields, and single options, that a request leaves out from the earlier one.</summary>
    public static JobRequest Completed(JobRequest request, JobRequest earlier) => request with
    {
        Content = request.Content ?? earlier.Content,
        Styles = request.Styles ?? earlier.Styles,
        Regions = request.Regions ?? earlier.Regions,
        Preset = request.Preset ?? earlier.Preset,
        Options = new Dictionary<string, string>([.. earlier.Options!.Where(o => request.Options?.ContainsKey(o.Key) != true), .. request.Options ?? new Dictionary<string, string>()]),
        Name = request.Name ?? earlier.Name,
    };

    /// <summary>Finds reasons why a request cannot go on from a job.</summary>
    /// <param name="request">The request, completed.</param>
    /// <param name="options">Its options.</param>
    /// <param name="earlier">The job that it goes on from; it has succeeded.</param>
    /// <param name="fault">Told of each fault.</param>
    public static void Check(JobRequest request, StylizeOptions options, JobRow earlier, FieldFault fault)
    {
        if (request.Content != earlier.Request.Content)
        {
            fault("content", ProblemCodes.BadField, "Expected the content picture of the job that this one goes on from.");
        }

        if (!IsWhole(earlier))
        {
            fault("continueFrom", ProblemCodes.EndedEarly, "That job was ended before its last scale, so its picture cannot be gone on from: leave continueFrom out to paint anew.");
        }

        if (Math.Max(earlier.Width ?? 0, earlier.Height ?? 0) is var side && side >= options.Size)
        {
            fault("options.size", ProblemCodes.NotLarger, $"The picture of that job is {earlier.Width}×{earlier.Height} pixels already: give a size above {side}.");
        }
    }

    /// <summary>Whether a job's picture was painted at every scale: one that was kept early is only enlarged to its size.</summary>
    public static bool IsWhole(JobRow job) => !job.EndedEarly && (job.Progress is not { } progress || progress.Scale == progress.Scales);
}
