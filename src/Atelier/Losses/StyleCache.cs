namespace Atelier.Losses;

/// <summary>
/// The statistics of styles that were seen before, for several runs with the same options: a style is the same for every content
/// picture.
/// </summary>
internal sealed class StyleCache : IDisposable
{
    private readonly Dictionary<object, IReadOnlyList<StyleStatistics>> _seen = [];

    /// <summary>How many times a style was looked at, and not found here.</summary>
    public int Looks { get; private set; }

    /// <summary>The statistics of a style by layer, copied, so that a loss may free them.</summary>
    /// <param name="key">What tells the style and its size from all others.</param>
    /// <param name="look">Looks at it.</param>
    public IReadOnlyList<StyleStatistics> Of(object key, Func<IReadOnlyList<StyleStatistics>> look)
    {
        if (!_seen.TryGetValue(key, out var seen))
        {
            Looks++;
            seen = _seen[key] = [.. look().Select(s => new StyleStatistics([.. s.Values.Select(v => v.DetachFromDisposeScope())]))];
        }

        return [.. seen.Select(s => new StyleStatistics([.. s.Values.Select(v => v.clone())]))];
    }

    /// <summary>Frees them.</summary>
    public void Dispose()
    {
        foreach (var value in _seen.Values.SelectMany(layers => layers).SelectMany(s => s.Values))
        {
            value.Dispose();
        }

        _seen.Clear();
    }
}
