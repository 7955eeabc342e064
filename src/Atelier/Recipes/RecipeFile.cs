using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Atelier.Imaging;

namespace Atelier.Recipes;

/// <summary>A picture that a run was made from.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Sha256">The checksum of the file, 64 hexadecimal digits in lower case.</param>
public sealed record RecipeFile(
    [property: JsonPropertyName("file"), MinLength(1)]
    [property: Description("its path as seen from the recipe's folder; in a picture's metadata its name alone")]
    string Path,
    [property: RegularExpression(RecipeFile.Sha256Pattern), Description("the file's SHA-256, 64 hexadecimal digits in lower case")]
    string Sha256)
{
    internal const string Sha256Pattern = "^[0-9a-f]{64}$";

    /// <summary>A file as it is now.</summary>
    /// <exception cref="RecipeException">It cannot be read.</exception>
    public static RecipeFile Of(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            if (PipedFiles.IsKeeping && PipedFiles.Find(path) is null && (path == PipedFiles.StandardInput || new FileInfo(path) is { Exists: true, Length: 0 }))
            {
                PictureContent.Open(path, PictureLimits.Default); // a pipe can be read once: here, if nothing has read it before
            }

            return new RecipeFile(path, PipedFiles.Find(path) is { } read ? Convert.ToHexStringLower(SHA256.HashData(read)) : Sha256Of(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RecipeException(MessageCodes.FileUnreadable, $"{new FileName(path)} cannot be read for its checksum: {PictureFile.Reason(error, path)}.", error);
        }
    }

    /// <summary>The SHA-256 of a file, in hexadecimal digits of lower case.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">As above, for want of permission.</exception>
    internal static string Sha256Of(string path)
    {
        // A recipe may name anything: devices and pipes have no length, and reading them might never end.
        using Stream stream = new FileInfo(path).Length == 0
            ? Stream.Null
            : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.SequentialScan);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
