using System.Reflection;

namespace Atelier.Benchmarks;

/// <summary>The command that is started as a process.</summary>
internal static class CommandFile
{
    /// <summary>Its assembly, for <c>dotnet exec</c>.</summary>
    public static string Path { get; } = System.IO.Path.GetFullPath(
        typeof(CommandFile).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "AtelierCommand").Value!);
}
