using System.Security.Cryptography;

namespace Atelier.Recipes;

/// <summary>The SHA-256 of files, in hexadecimal digits of lower case.</summary>
internal static class FileChecksum
{
    /// <summary>Computes it.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">As above, for want of permission.</exception>
    public static string Of(string path)
    {
        // A recipe may name anything: devices and pipes have no length, and reading them might never end.
        if (new FileInfo(path).Length == 0)
        {
            return Convert.ToHexStringLower(SHA256.HashData([]));
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.SequentialScan);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>Whether the text is such a checksum.</summary>
    public static bool IsValid(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);
}
