using System.Security.Cryptography;
using System.Text;

namespace Atelier.Studio.Browser.Tests;

/// <summary>The built page is committed beside its sources; these checksums tell whether they belong together.</summary>
public sealed class BuiltPageTests
{
    private const string Remedy = "Run `npm ci && npm run build` in src/Atelier.Studio/web and commit wwwroot.";

    private static readonly string Web = Path.Combine(Repository.Root, "src", "Atelier.Studio", "web");
    private static readonly string Built = Path.Combine(Repository.Root, "src", "Atelier.Studio", "wwwroot");

    private static readonly Dictionary<string, string> Kept = File.ReadAllLines(Path.Combine(Built, "checksums.txt"))
        .Select(line => line.Split(' '))
        .ToDictionary(words => words[0], words => words[1]);

    [Fact]
    public void BuiltPage_IsThatOfItsSources() =>
        Assert.True(Kept["sources"] == Checksum(Web, path => path.Split('/')[0] is "node_modules" or "README.md"), $"The page's sources were changed. {Remedy}");

    [Fact]
    public void BuiltPage_IsAsItWasBuilt() =>
        Assert.True(Kept["built"] == Checksum(Built, path => path == "checksums.txt"), $"The built page was changed by hand. {Remedy}");

    // As in web/scripts/checksums.mjs: each path and its bytes, without carriage returns.
    private static string Checksum(string folder, Func<string, bool> isLeftOut)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .Where(path => !isLeftOut(path))
            .Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{path}\n"));
            hash.AppendData(File.ReadAllBytes(Path.Combine(folder, path)).Where(b => b != (byte)'\r').ToArray());
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
