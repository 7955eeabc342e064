using Atelier.Cli.Running;
using Atelier.Imaging;
using Atelier.Imaging.Storage;
using Atelier.Recipes;

namespace Atelier.Cli.Batches;

/// <summary>Paints one picture of a batch after the other; what goes wrong with one does not stop the others.</summary>
internal sealed class BatchPainter(
    BatchRequest request, IReadOnlyDictionary<BatchStyle, StylePicture[]> styles, IStylizer stylizer, Interrupt interrupt, IBatchReport report)
    : IDisposable
{
    private readonly List<(BatchJob Job, Message Reason)> _failures = [];
    private readonly BatchContent _content = new(request.Options, (path, warning) => report.Warn(BatchText.Of(path, warning)));

    public int Painted { get; private set; }

    public IReadOnlyList<(BatchJob Job, Message Reason)> Failures => _failures;

    /// <summary>Paints what is left to do, until it is done or interrupted.</summary>
    public void Paint(BatchPlan plan)
    {
        for (var i = 0; i < plan.ToDo.Count && !interrupt.Happened; i++)
        {
            var (job, recipe) = plan.ToDo[i];
            try
            {
                Paint(job, recipe, new OfBatch(i, report));
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                _failures.Add((job, Failure.MessageOf(error)));
                report.Failed(job, _failures[^1].Reason);
            }
        }
    }

    /// <summary>Gives back what the content picture takes on the disk.</summary>
    public void Dispose() => _content.Dispose();

    private void Paint(BatchJob job, Recipe? recipe, OfBatch progress)
    {
        report.Begin(progress.Index, job);
        var content = _content.Of(job.Content);
        using var scratch = PictureScratch.In(request.Options.Scratch); // for what is made of it
        recipe ??= Recipe.For(job.Content, job.Style.Pictures, request.Options, request.Writing);
        var (width, height) = PictureResizer.SizeFor(content.Width, content.Height, request.Options.Size);
        PictureWriter.CheckSize(job.Output, width, height);
        var result = stylizer.Run(new StylizeRequest(content, styles[job.Style]) { Options = request.Options, StopEarly = interrupt.Token }, progress);
        if (result.Stopped == StopReason.Cancelled)
        {
            return; // an unfinished picture among finished ones would be taken for one of them
        }

        interrupt.Write(() => PictureWriter.WriteOrRescue(result.Picture, job.Output, request.Writing with { Recipe = recipe.With(result).ToJson() }));
        Painted++;
        report.Painted(job, result);
    }

    // A step of a picture as a step of the batch.
    private sealed class OfBatch(int index, IBatchReport report) : IProgress<StylizeProgress>
    {
        public int Index => index;

        public void Report(StylizeProgress value) => report.Step(index, value);
    }
}
