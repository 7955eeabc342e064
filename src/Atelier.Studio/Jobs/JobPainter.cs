using Atelier.Checkpoints;
using Atelier.Client;
using Atelier.Imaging;
using Atelier.Recipes;
using Atelier.Studio.Messages;
using Atelier.Studio.Pictures;

namespace Atelier.Studio.Jobs;

/// <summary>Paints: <see cref="Stylizer"/>, or a stand-in.</summary>
internal delegate StylizeResult PaintEngine(
    StylizePictures pictures, StylizeOptions options, IProgress<StylizeProgress> progress, CheckpointSettings checkpoints, CancellationToken cancellation);

/// <summary>Paints one job: from its row to a finished picture.</summary>
internal sealed class JobPainter(JobStore store, BlobStore blobs, SamplePaintings samples, StudioSettings settings, PaintEngine engine)
{
    // Taking the picture out of the engine costs little beside four steps; most are not even encoded (PreviewPace).
    private const int StepsBetweenPictures = 4;

    /// <summary>Paints it.</summary>
    /// <param name="job">The job.</param>
    /// <param name="progress">Told of every step.</param>
    /// <param name="warn">Told of oddities of its pictures.</param>
    /// <param name="checkpoints">Where it goes on from, and where it is kept safe.</param>
    /// <param name="cancellation">Ends it after the step that is being done, with the best picture so far.</param>
    public StylizeResult Paint(
        JobRow job, IProgress<StylizeProgress> progress, Action<Notice> warn, CheckpointSettings checkpoints, CancellationToken cancellation) =>
        engine(Read(job.Request, warn), OptionsOf(job) with { PictureEvery = StepsBetweenPictures }, progress, checkpoints, cancellation);

    /// <summary>The finished picture as a file, with its recipe.</summary>
    public byte[] Encode(JobRow job, StylizeResult result)
    {
        var request = job.Request;
        var options = OptionsOf(job);
        var recipe = Recipe.For(blobs.PathOf(request.Content!), [.. request.Styles!.Select(s => PathOf(s))], options) with
        {
            Content = Named("content", request.Content!),
            Styles = [.. request.Styles!.Select(s => Named("style", s))],
            Regions =
            [
                .. request.Regions!.Select(r => new RecipeRegion(
                    Named("mask", r.Mask!), [Named("style", r.Style!)], r.StyleMask is { } mask ? Named("style-mask", mask) : null)),
            ],
        };
        if (job.Start is { } start)
        {
            var file = Named("painted", start);
            recipe = recipe with { Files = [file], Options = recipe.Options with { Continue = new PaintedFile(file.Path) } };
        }

        return result.Picture.Encode(PictureFormat.Png, new PictureWriteOptions { Recipe = recipe.With(result).ToJson() });
    }

    /// <summary>Whether a recipe names a file as those of the studio's results do.</summary>
    public static bool IsNamed(string role, RecipeFile file) =>
        Path.GetFileName(file.Path).StartsWith($"{role}-{file.Sha256[..8]}.", StringComparison.Ordinal);

    private StylizeOptions OptionsOf(JobRow job)
    {
        var options = JobOptions.Read(job.Request, settings, (field, code, text) =>
            throw new OptionsException(new Message(code, $"{field}: {text.TrimEnd('.')}")));
        return job.Start is { } start ? options with { Continue = new PaintedFile(blobs.PathOf(start)) } : options;
    }

    private StylizePictures Read(JobRequest request, Action<Notice> warn)
    {
        var read = new Dictionary<string, Picture>();
        return new StylizePictures(Load(blobs.PathOf(request.Content!)), [.. request.Styles!.Select(Style)])
        {
            Regions =
            [
                .. request.Regions!.Select(r => new StyleRegion(Load(blobs.PathOf(r.Mask!)), Style(r.Style!) with
                {
                    Mask = r.StyleMask is { } mask ? Load(blobs.PathOf(mask)) : null,
                })),
            ],
        };

        StylePicture Style(StyleChoice style) => new(Load(PathOf(style))) { Name = style.Sample };

        Picture Load(string path) => read.TryGetValue(path, out var picture)
            ? picture
            : read[path] = Picture.Load(path, UploadService.Limits(settings), m => warn(JobNames.Notice(m)));
    }

    private string PathOf(StyleChoice style) => blobs.PathOf(style.Picture ?? samples.FileOf(style.Sample!)!);

    // Clients give no names, and paths of this machine are nobody's business.
    private RecipeFile Named(string role, StyleChoice style) =>
        style.Sample is { } sample ? new RecipeFile($"{sample}.jpg", samples.FileOf(sample)!) : Named(role, style.Picture!);

    private RecipeFile Named(string role, string id) => new($"{role}-{id[..8]}.{store.FindPicture(id)?.Format ?? "png"}", id);
}
