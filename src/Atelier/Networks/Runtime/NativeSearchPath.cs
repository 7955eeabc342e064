namespace Atelier.Networks.Runtime;

/// <summary>The folders in which the .NET host looks for native libraries.</summary>
internal static class NativeSearchPath
{
    private static IEnumerable<string> Folders =>
        (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Append(AppContext.BaseDirectory);

    /// <summary>The full path of a library given by its bare name, or null where there is none.</summary>
    public static string? Find(string library)
    {
        var file = OperatingSystem.IsWindows() ? $"{library}.dll"
            : OperatingSystem.IsMacOS() ? $"lib{library}.dylib"
            : $"lib{library}.so";
        return Folders.Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
    }
}
