namespace Atelier.Losses.Features;

/// <summary>
/// The statistics of styles that were seen before, for several runs: a style is the same for every content picture. Holds the styles
/// that were used last. Runs on several threads may use it at once.
/// </summary>
internal sealed class StyleCache : IDisposable
{
    // A run looks at a style once a scale; other content pictures, or other options, add other sizes.
    private const int MostLooksPerStyle = 16;

    private readonly Lock _lock = new();
    private readonly List<SeenStyle> _seen = []; // the least recently used first

    /// <summary>How many styles it holds at most.</summary>
    public int MostStyles { get; set; } = 8;

    /// <summary>How many times a style was looked at, and not found here.</summary>
    public int Looks { get; private set; }

    /// <summary>The statistics of a style by layer, copied, so that a loss may free them.</summary>
    /// <param name="style">What tells the style from all others.</param>
    /// <param name="key">What tells how it is looked at.</param>
    /// <param name="look">Looks at it.</param>
    public IReadOnlyList<StyleStatistics> Of(object style, object key, Func<IReadOnlyList<StyleStatistics>> look)
    {
        using var alone = _lock.EnterScope();
        var place = _seen.FindIndex(s => s.Style.Equals(style) && s.Key.Equals(key));
        SeenStyle seen;
        if (place >= 0)
        {
            seen = _seen[place];
            _seen.RemoveAt(place);
        }
        else
        {
            Looks++;
            seen = new SeenStyle(style, key, [.. look().Select(s => new StyleStatistics([.. s.Values.Select(v => v.DetachFromDisposeScope())]))]);
        }

        _seen.Add(seen);
        IReadOnlyList<StyleStatistics> copies = [.. seen.Statistics.Select(s => new StyleStatistics([.. s.Values.Select(v => v.clone())]))];
        while (_seen.Count > MostStyles * MostLooksPerStyle || _seen.Select(s => s.Style).Distinct().Count() > MostStyles)
        {
            _seen[0].Dispose();
            _seen.RemoveAt(0);
        }

        return copies;
    }

    /// <summary>Frees them.</summary>
    public void Dispose()
    {
        _seen.ForEach(s => s.Dispose());
        _seen.Clear();
    }

    private sealed record SeenStyle(object Style, object Key, IReadOnlyList<StyleStatistics> Statistics) : IDisposable
    {
        public void Dispose()
        {
            foreach (var value in Statistics.SelectMany(s => s.Values))
            {
                value.Dispose();
            }
        }
    }
}
