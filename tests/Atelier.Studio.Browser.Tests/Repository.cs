using System.Reflection;

namespace Atelier.Studio.Browser.Tests;

/// <summary>Where this clone lies.</summary>
internal static class Repository
{
    public static string Root { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == "AtelierRepository").Value!;

    public static string Photo(string name) => Path.Combine(Root, "samples", "photos", name);

    public static string Painting(string name) => Path.Combine(Root, "samples", "paintings", name);
}
