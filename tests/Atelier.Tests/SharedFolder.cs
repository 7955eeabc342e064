using Xunit.Sdk;

namespace Atelier.Tests;

/// <summary>
/// Weights and reference values that are too large for the repository: the folder that ATELIER_SHARED names, else
/// <c>shared</c> beside the repository. Tests that need it are skipped without it, except in CI.
/// </summary>
internal static class SharedFolder
{
    /// <summary>The full path of something in the folder; skips the test where it is not there.</summary>
    public static string Require(string relativePath)
    {
        var path = Root() is { } root ? Path.Combine(root, relativePath) : null;
        if (path is not null && (File.Exists(path) || Directory.Exists(path)))
        {
            return path;
        }

        var message = $"needs {relativePath} in the folder ATELIER_SHARED or in 'shared' beside the repository";
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            throw new XunitException(message);
        }

        Assert.Skip(message);
        throw new InvalidOperationException("Assert.Skip does not return.");
    }

    private static string? Root()
    {
        if (Environment.GetEnvironmentVariable("ATELIER_SHARED") is { Length: > 0 } given)
        {
            return given;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Atelier.slnx")))
            {
                return Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared"));
            }
        }

        return null;
    }
}
