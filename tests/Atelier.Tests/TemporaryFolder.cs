namespace Atelier.Tests;

/// <summary>A folder that is deleted with all it holds.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string FullName { get; } = Directory.CreateTempSubdirectory("atelier-tests-").FullName;

    public string File(string name) => Path.Combine(FullName, name);

    public string Write(string name, ReadOnlySpan<byte> content)
    {
        System.IO.File.WriteAllBytes(File(name), content);
        return File(name);
    }

    public string[] Names() => [.. Directory.GetFileSystemEntries(FullName).Select(path => Path.GetFileName(path)).Order()];

    public void Dispose() => Directory.Delete(FullName, recursive: true);
}
