using Atelier.Client;
using Atelier.Imaging;
using Atelier.Studio.Messages;
using Atelier.Studio.Pictures;

namespace Atelier.Studio.Jobs;

/// <summary>Finds everything that is wrong with a request before it becomes a job.</summary>
internal sealed class JobRequestValidator(JobStore store, BlobStore blobs, SamplePaintings samples, StudioSettings settings)
{
    private const int MostStyles = 32;
    private const int MostRegions = 16;
    private const int LongestName = 200;

    /// <summary>Checks a request.</summary>
    /// <returns>The request as it is kept, the file it starts from, and the faults of each field; there is a job only without any.</returns>
    public (JobRequest Request, string? Start, IReadOnlyDictionary<string, IReadOnlyList<Notice>> Faults) Run(JobRequest request)
    {
        var faults = new Dictionary<string, List<Notice>>();
        var earlier = Earlier(request.ContinueFrom, Fault);
        request = earlier is null ? request : JobContinuation.Completed(request, earlier.Request);
        var content = Picture("content", request.Content, Fault);
        var styles = request.Styles ?? [];
        var regions = request.Regions ?? [];
        CheckStyles(styles, regions, Fault);
        var name = (request.Name ?? "").Trim();
        if (name.Length > LongestName || name.Any(char.IsControl))
        {
            Fault("name", ProblemCodes.BadName, $"Expected at most {LongestName} characters without control characters.");
        }

        if (request.Priority is < -10 or > 10)
        {
            Fault("priority", ProblemCodes.BadField, "Expected a number from -10 to 10.");
        }

        var options = JobOptions.Read(request, settings, Fault);
        foreach (var fault in StyleErrors.Of(options, styles.Count, regions.Count))
        {
            JobOptions.Tell(fault, Fault);
        }

        if (content is not null && !faults.ContainsKey("options.size"))
        {
            CheckSize(content, options, Fault);
        }

        if (earlier is not null)
        {
            JobContinuation.Check(request, options, earlier, Fault);
        }

        var kept = request with
        {
            Styles = styles,
            Regions = regions,
            Preset = request.Preset ?? "balanced",
            Options = request.Options ?? new Dictionary<string, string>(),
            Name = name.Length > 0 ? name : "untitled",
        };
        return (kept, earlier?.Result, faults.ToDictionary(f => f.Key, IReadOnlyList<Notice> (f) => f.Value));

        void Fault(string field, string code, string text)
        {
            faults.TryAdd(field, []);
            faults[field].Add(new Notice(code, text));
        }
    }

    private void CheckStyles(IReadOnlyList<StyleChoice> styles, IReadOnlyList<RegionChoice> regions, FieldFault fault)
    {
        if (styles.Count > MostStyles)
        {
            fault("styles", ProblemCodes.BadField, $"Expected at most {MostStyles}.");
        }

        if (regions.Count > MostRegions)
        {
            fault("regions", ProblemCodes.BadField, $"Expected at most {MostRegions}.");
        }

        foreach (var (i, style) in styles.Take(MostStyles).Index())
        {
            CheckStyle($"styles[{i}]", style, fault);
        }

        foreach (var (i, region) in regions.Take(MostRegions).Index())
        {
            if (region is null)
            {
                fault($"regions[{i}]", ProblemCodes.BadField, "Expected a region.");
                continue;
            }

            Picture($"regions[{i}].mask", region.Mask, fault);
            CheckStyle($"regions[{i}].style", region.Style, fault);
            if (region.StyleMask is not null)
            {
                Picture($"regions[{i}].styleMask", region.StyleMask, fault);
            }
        }
    }

    private void CheckStyle(string field, StyleChoice? style, FieldFault fault)
    {
        if (style is null || (style.Picture is null) == (style.Sample is null))
        {
            fault(field, ProblemCodes.BadField, "Expected a picture or a sample: one of the two.");
        }
        else if (style.Picture is not null)
        {
            Picture($"{field}.picture", style.Picture, fault);
        }
        else if (samples.FileOf(style.Sample!) is null)
        {
            fault($"{field}.sample", ProblemCodes.BadField, $"Expected {string.Join(", ", SamplePaintings.All.Select(s => s.Id))}.");
        }
    }

    private PictureInfo? Picture(string field, string? id, FieldFault fault)
    {
        if (!BlobStore.IsId(id))
        {
            fault(field, ProblemCodes.BadField, "Expected the id of an uploaded picture: 64 hexadecimal digits.");
            return null;
        }

        if (store.FindPicture(id!) is { } picture && blobs.Has(id!))
        {
            return picture;
        }

        fault(field, ProblemCodes.PictureGone, "There is no such picture: upload it first.");
        return null;
    }

    private JobRow? Earlier(string? id, FieldFault fault)
    {
        if (id is null)
        {
            return null;
        }

        if (store.Find(id) is { Result: not null } job)
        {
            return job;
        }

        fault("continueFrom", ProblemCodes.BadField, "Expected the id of a job that has succeeded.");
        return null;
    }

    private void CheckSize(PictureInfo content, StylizeOptions options, FieldFault fault)
    {
        var (width, height) = PictureResizer.SizeFor(content.Width, content.Height, options.Size);
        if ((long)width * height > settings.Pixels)
        {
            fault("options.size", ProblemCodes.ResultTooLarge, $"The result would be {width}×{height} pixels, this studio paints at most {settings.Pixels:N0}: give a smaller size.");
        }

        try
        {
            PictureSize.RequireUsable(content.Width, content.Height, options.Size, $"The content picture");
        }
        catch (PictureException error)
        {
            fault("options.size", error.Code, error.Details.ToString(JobNames.Instance));
        }
    }
}
