using System.Security.Cryptography;
using Atelier.Imaging;

namespace Atelier.Recipes;

/// <summary>A picture that a run was made from.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Sha256">The checksum of the file, 64 hexadecimal digits in lower case.</param>
public sealed record RecipeFile(string Path, string Sha256)
{
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

            return new RecipeFile(path, PipedFiles.Find(path) is { } read ? Convert.ToHexStringLower(SHA256.HashData(read)) : FileChecksum.Of(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RecipeException(MessageCodes.FileUnreadable, $"{new FileName(path)} cannot be read for its checksum: {PictureFile.Reason(error, path)}.", error);
        }
    }

    /// <summary>Refuses a file that is gone.</summary>
    /// <param name="what">What the recipe uses it for, such as <c>content picture</c>.</param>
    /// <param name="instead">The way to give another, as a clause.</param>
    internal void RequireThere(string what, FormattableString instead)
    {
        if (Path != PipedFiles.StandardInput && !File.Exists(Path))
        {
            throw new RecipeException(MessageCodes.FileMissing, $"The recipe's {what} {new FileName(Path)} does not exist; put it there, or give {instead}.");
        }
    }
}
