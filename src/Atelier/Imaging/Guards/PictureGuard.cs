namespace Atelier.Imaging.Guards;

/// <summary>
/// Looks at a finished picture for what went wrong and what the eye finds first: spots, haze, and a border that is not like the
/// rest. Both inputs are looked at in the same way, so that what one of them has is no fault. The thresholds were set by hand,
/// so that nothing is found in photographs, paintings and sound results; a finding is a hint, not a proof.
/// </summary>
public static class PictureGuard
{
    /// <summary>Finds the faults of a picture.</summary>
    /// <param name="picture">The finished picture.</param>
    /// <param name="content">The content picture, of any size in the same shape.</param>
    /// <param name="styles">The style pictures.</param>
    /// <returns>Each fault in one sentence, with what to do about it; none for a sound picture.</returns>
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

    // Reducing takes spots away and enlarging blurs them, so that inputs are looked at in the size of the result.
    private static Picture Reduced(Picture picture, int longestSide)
    {
        var (width, height) = PictureResizer.SizeFor(picture.Width, picture.Height, Math.Min(longestSide, picture.LongestSide));
        return PictureResizer.Resize(picture, width, height);
    }
}
