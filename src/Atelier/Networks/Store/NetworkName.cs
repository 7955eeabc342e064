using System.Text.RegularExpressions;
using Atelier.Networks.Compact;

namespace Atelier.Networks.Store;

/// <summary>Names of networks, which are parts of file names.</summary>
internal static partial class NetworkName
{
    /// <summary>The word for the preferred one of the installed networks.</summary>
    public const string Auto = "auto";

    private const int Longest = 64;

    /// <summary>Whether it is 1 to 64 of a–z, 0–9, point, hyphen and underscore, the first a letter or digit, and not reserved.</summary>
    public static bool IsValid(string name) => Pattern().IsMatch(name) && !IsReserved(name);

    /// <summary>Returns the name.</summary>
    /// <exception cref="NetworkException">It is not valid.</exception>
    public static string Check(string name) => IsValid(name) ? name
        : IsReserved(name) ? throw Invalid($"The name {name} is reserved ({Auto} for whichever network is there, {CompactNetwork.Name} for the embedded one); choose another.")
        : throw Invalid($"{Quoted.Text(name)} is no name for a network: expected 1 to 64 of a-z, 0-9, '.', '-' and '_', starting with a letter or digit; choose another.");

    /// <summary>A name made from that of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="taken">Whether a name belongs to another network.</param>
    public static string FromFile(string path, Func<string, bool> taken)
    {
        var name = Other().Replace(Path.GetFileNameWithoutExtension(path).ToLowerInvariant(), "-").Trim('.', '-', '_');
        name = name.Length > Longest ? name[..Longest] : name;
        return Check(taken(name) || IsReserved(name) ? name + "-import" : name);
    }

    private static NetworkException Invalid(FormattableString text) => new(new Message(MessageCodes.OptionInvalid, text, "name"));

    private static bool IsReserved(string name) => name is Auto or CompactNetwork.Name;

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();

    [GeneratedRegex("[^a-z0-9._-]+", RegexOptions.CultureInvariant)]
    private static partial Regex Other();
}
