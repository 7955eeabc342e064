using Atelier.Cli.Running;

namespace Atelier.Cli.Stylizing;

/// <summary>
/// Takes <c>CONTENT_MASK=STYLE[:STYLE_MASK]</c> apart. The names of files may have equal signs and colons of their own, so of all
/// the ways to take the text apart the one counts whose files are there.
/// </summary>
internal static class RegionWord
{
    public const string Form = "CONTENT_MASK=STYLE[:STYLE_MASK]";

    /// <summary>Takes a text apart, adding faults to <paramref name="faults"/>.</summary>
    /// <param name="text">The word.</param>
    /// <param name="faults">Takes the faults.</param>
    /// <param name="isThere">Whether a file or folder of a name is there.</param>
    public static (string Mask, string Style, string? StyleMask)? Read(string text, List<Message> faults, Func<string, bool> isThere)
    {
        var ways = Ways(text).ToList();
        var found = ways.Where(w => isThere(w.Mask) && isThere(w.Style) && (w.StyleMask is null || isThere(w.StyleMask))).ToList();
        if (found.Count == 1)
        {
            return found[0];
        }

        if (found.Count > 1)
        {
            faults.Add(Fault.Of("region", $"\"{text}\" can be read in several ways, as {string.Join(" or as ", found.Select(Spelt))}, all of which are there: rename a file"));
        }
        else if (ways.Count == 0)
        {
            faults.Add(Fault.Of("region", $"expected {Form}, not \"{text}\""));
        }
        else
        {
            // As most would have meant it: as much as possible of it is there.
            var meant = ways.MaxBy(w => new[] { w.Mask, w.Style, w.StyleMask }.Count(p => p is not null && isThere(p)));
            var missing = new[] { meant.Mask, meant.Style, meant.StyleMask }.First(p => p is not null && !isThere(p));
            faults.Add(Fault.Of("region", $"there is no file '{missing}' for \"{text}\", expected {Form}"));
        }

        return null;
    }

    // Those without a mask of the style first: a colon more often belongs to nothing.
    private static IEnumerable<(string Mask, string Style, string? StyleMask)> Ways(string text)
    {
        foreach (var equals in Places(text, '='))
        {
            var (mask, rest) = (text[..equals], text[(equals + 1)..]);
            if (mask.Length == 0 || rest.Length == 0)
            {
                continue;
            }

            if (Places(rest, ':').All(c => !IsSeparator(rest, c)))
            {
                yield return (mask, rest, null);
                continue;
            }

            foreach (var colon in Places(rest, ':').Where(c => IsSeparator(rest, c)))
            {
                yield return (mask, rest[..colon], rest[(colon + 1)..]);
            }

            yield return (mask, rest, null);
        }
    }

    private static IEnumerable<int> Places(string text, char sign) => Enumerable.Range(0, text.Length).Where(i => text[i] == sign);

    // Not the colon of a drive (C:\…), which stands behind one letter at the start of a path, nor one at an end.
    private static bool IsSeparator(string text, int colon) =>
        colon > 0 && colon < text.Length - 1
        && !(text[colon + 1] is '\\' or '/' && char.IsAsciiLetter(text[colon - 1]) && (colon == 1 || text[colon - 2] == ':'));

    private static string Spelt((string Mask, string Style, string? StyleMask) way) =>
        $"mask '{way.Mask}', style '{way.Style}'" + (way.StyleMask is null ? "" : $", its mask '{way.StyleMask}'");
}
