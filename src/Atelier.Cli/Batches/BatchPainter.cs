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

    // The content picture that is painted now, in each style, and the folder that it may lie in. There are never two.
    private PictureScratch? _scratch;
    private string? _path;
    private Picture? _content;

    public int Painted { get; private set; }

    public IReadOnlyList<(BatchJob Job, Message Reason)> Failures => _failures;

    /// <summary>Paints the pictures that are left, until all are done or the user interrupts.</summary>
    public void Paint(BatchPlan plan)
    {
        foreach (var (index, (job, recipe)) in plan.ToDo.Index().TakeWhile(_ => !interrupt.Happened))
        {
            try
            {
                Paint(index, job, recipe);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                _failures.Add((job, Failure.MessageOf(error)));
                report.Failed(job, _failures[^1].Reason);
            }
        }
    }

    /// <summary>Lets go of the content picture.</summary>
    public void Dispose()
    {
        (_path, _content) = (null, null);
        _scratch?.Dispose();
        _scratch = null;
    }

    private void Paint(int index, BatchJob job, Recipe? recipe)
    {
        report.Begin(index, job);
        var content = Content(job.Content);
        using var scratch = PictureScratch.In(request.Options.Scratch); // for pictures that are made of it
        recipe ??= Recipe.For(job.Content, job.Style.Pictures, request.Options, request.Writing);
        var (width, height) = PictureResizer.SizeFor(content.Width, content.Height, request.Options.Size);
        PictureWriter.CheckSize(job.Output, width, height);
        var result = stylizer.Run(
            new StylizeRequest(content, styles[job.Style]) { Options = request.Options, StopEarly = interrupt.Token },
            new Listener<StylizeProgress>(step => report.Step(index, step)));
        if (result.Stopped == StopReason.Cancelled)
        {
            return; // an unfinished picture among finished ones would be taken for one of them
        }

        interrupt.Write(() => PictureWriter.WriteOrRescue(result.Picture, job.Output, request.Writing with { Recipe = recipe.With(result).ToJson() }));
        Painted++;
        report.Painted(job, result);
    }

    private Picture Content(string path)
    {
        if (_content is null || _path != path)
        {
            Dispose();
            PictureMemory.Require(request.Options, path, []); // the styles are there already
            _scratch = PictureScratch.In(request.Options.Scratch);
            _content = PictureReader.ReadFor(
                path, NeededSize.OfContent(request.Options), null, warning => report.Warn(BatchText.Of(path, warning)));
            _path = path;
        }

        return _content;
    }
}
