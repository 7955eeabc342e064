namespace Atelier.Imaging.Guards;

/// <summary>
/// Checks a finished picture for the faults that the eye finds first: spots, haze, and a border that is unlike the rest. A property that an
/// input has too is no fault. The thresholds were set by hand, so that photographs, paintings and sound results have no findings; a finding
/// is a hint, not a proof.
/// </summary>
public static class PictureGuard
{
    /// <summary>Finds the faults of a picture.</summary>
    /// <param name="picture">The finished picture.</param>
    /// <param name="content">The content picture, of any size in the same shape.</param>
    /// <param name="styles">The style pictures.</param>
    /// <returns>Each fault in one sentence, with a remedy; none for a sound picture.</returns>
    public static IReadOnlyList<Message> Check(Picture picture, Picture content, IReadOnlyList<Picture> styles)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(styles);
        Picture[] keep = [picture, content, .. styles];
        var same = PictureResizer.Resize(content, picture.Width, picture.Height);
        Picture[] inputs = [same, .. styles.Select(s => Reduced(s, picture.LongestSide))];
        Message[] findings = [.. new[] { SpotGuard.Check(picture, inputs), HazeGuard.Check(picture, inputs), BorderGuard.Check(picture, same) }.OfType<Message>()];
        foreach (var input in inputs)
        {
            input.Release(keep);
        }

        return findings;
    }

    // Reducing removes spots and enlarging blurs them, so inputs are checked in the size of the result.
    private static Picture Reduced(Picture picture, int longestSide)
    {
        var (width, height) = PictureResizer.SizeFor(picture.Width, picture.Height, Math.Min(longestSide, picture.LongestSide));
        return PictureResizer.Resize(picture, width, height);
    }
}
