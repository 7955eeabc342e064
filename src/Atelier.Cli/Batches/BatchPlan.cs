using Atelier.Recipes;

namespace Atelier.Cli.Batches;

/// <summary>The pictures of a batch that are left to paint, with their recipes, and the number of those that are there already.</summary>
internal sealed class BatchPlan
{
    /// <summary>Looks for the pictures.</summary>
    /// <param name="request">The batch.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="RecipeException">A style picture cannot be read.</exception>
    /// <exception cref="NetworkException">The network is not found.</exception>
    public BatchPlan(BatchRequest request, CancellationToken cancellationToken)
    {
        Count = request.Jobs.Count;

        // The checksums of network and styles are taken once; that of the content picture is not yet the right one.
        var ofStyles = request.Styles.ToDictionary(s => s, s => Recipe.For(s.Pictures[0], s.Pictures, request.Options, request.Writing));
        List<(BatchJob Job, Recipe? Recipe)> toDo = [];
        foreach (var job in request.Jobs)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                break;
            }

            var recipe = For(job, ofStyles[job.Style]);
            if (recipe is null || !IsThere(job, recipe))
            {
                toDo.Add((job, recipe));
            }
        }

        ToDo = toDo;
        Finished = Count - toDo.Count;
    }

    public int Count { get; }

    public int Finished { get; }

    /// <summary>The others, with their recipes; without one where the content picture cannot be read.</summary>
    public IReadOnlyList<(BatchJob Job, Recipe? Recipe)> ToDo { get; }

    private static Recipe? For(BatchJob job, Recipe ofStyle)
    {
        try
        {
            return ofStyle with { Content = RecipeFile.Of(job.Content) };
        }
        catch (RecipeException)
        {
            return null; // its turn reports the fault
        }
    }

    private static bool IsThere(BatchJob job, Recipe recipe)
    {
        try
        {
            return File.Exists(job.Output) && Recipe.Read(job.Output).IsFinished(recipe);
        }
        catch (Exception error) when (error is AtelierException or IOException or UnauthorizedAccessException)
        {
            return false; // another picture, or a damaged one
        }
    }
}
