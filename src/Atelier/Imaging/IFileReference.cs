namespace Atelier.Imaging;

/// <summary>
/// The value of an option that names picture files, so that a recipe can have their checksums and write their paths relative to its own.
/// </summary>
internal interface IFileReference
{
    /// <summary>The paths, in the order in which they stand.</summary>
    IReadOnlyList<string> Files { get; }

    /// <summary>The same value with other paths.</summary>
    /// <param name="rename">Gives the new path of each.</param>
    object WithFiles(Func<string, string> rename);
}
