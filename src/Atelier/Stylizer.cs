using Atelier.Imaging;

namespace Atelier;

/// <summary>Repaints a content picture in the manner of a style picture.</summary>
public static class Stylizer
{
    /// <summary>Runs the method to its end, or until it is cancelled.</summary>
    /// <param name="content">The picture that says what is painted.</param>
    /// <param name="style">The picture that says how.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="progress">Told of every step, synchronously, on the calling thread.</param>
    /// <param name="cancellationToken">Ends the run early; the best picture so far is still returned.</param>
    public static StylizeResult Run(
        Picture content,
        Picture style,
        StylizeOptions? options = null,
        IProgress<StylizeProgress>? progress = null,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
