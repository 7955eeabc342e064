namespace Atelier.Losses;

/// <summary>
/// The statistics of styles that were seen before, for several runs with the same options: a style is the same for every content
/// picture. Holds the styles that were used last.
/// </summary>
internal sealed class StyleCache : IDisposable
{
    private readonly List<SeenStyle> _seen = []; // the least recently used first

    /// <summary>How many styles it holds at most, whatever their number of sizes.</summary>
    public int MostStyles { get; set; } = 8;

    /// <summary>How many times a style was looked at, and not found here.</summary>
    public int Looks { get; private set; }

    /// <summary>The statistics of a style by layer, copied, so that a loss may free them.</summary>
    /// <param name="style">What tells the style from all others.</param>
    /// <param name="key">What tells how it is looked at.</param>
    /// <param name="look">Looks at it.</param>
    public IReadOnlyList<StyleStatistics> Of(object style, object key, Func<IReadOnlyList<StyleStatistics>> look)
    {
        var place = _seen.FindIndex(s => s.Style.Equals(style));
        var kept = place < 0 ? new SeenStyle(style) : _seen[place];
        if (place >= 0)
        {
            _seen.RemoveAt(place);
        }

        _seen.Add(kept);
        if (!kept.Looks.TryGetValue(key, out var seen))
        {
            Looks++;
            seen = kept.Looks[key] = [.. look().Select(s => new StyleStatistics([.. s.Values.Select(v => v.DetachFromDisposeScope())]))];
        }

        IReadOnlyList<StyleStatistics> copies = [.. seen.Select(s => new StyleStatistics([.. s.Values.Select(v => v.clone())]))];
        while (_seen.Count > MostStyles)
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

    private sealed record SeenStyle(object Style) : IDisposable
    {
        public Dictionary<object, IReadOnlyList<StyleStatistics>> Looks { get; } = [];

        public void Dispose()
        {
            foreach (var value in Looks.Values.SelectMany(layers => layers).SelectMany(s => s.Values))
            {
                value.Dispose();
            }
        }
    }
}
