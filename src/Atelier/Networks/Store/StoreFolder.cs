namespace Atelier.Networks.Store;

/// <summary>The folder of networks where the user gives none.</summary>
internal static class StoreFolder
{
    /// <summary><c>ATELIER_HOME</c>, else the platform's folder for caches; networks lie in <c>networks</c> below it.</summary>
    public static string Default(Func<string, string?> environment)
    {
        if (Value("ATELIER_HOME") is { } home)
        {
            return Path.GetFullPath(home);
        }

        var user = Value("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (OperatingSystem.IsWindows())
        {
            return Path.Combine(Value("LOCALAPPDATA") ?? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "atelier");
        }

        // A relative XDG_CACHE_HOME is to be ignored, says the XDG specification.
        return OperatingSystem.IsMacOS() ? Path.Combine(user, "Library", "Caches", "atelier")
            : Value("XDG_CACHE_HOME") is { } cache && Path.IsPathRooted(cache) ? Path.Combine(cache, "atelier")
            : Path.Combine(user, ".cache", "atelier");

        string? Value(string name) => environment(name) is { Length: > 0 } value ? value : null;
    }
}
