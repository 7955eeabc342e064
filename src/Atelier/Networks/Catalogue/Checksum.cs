using System.Security.Cryptography;
using Atelier.Networks.Weights;

namespace Atelier.Networks.Catalogue;

/// <summary>The checksum of a whole file.</summary>
/// <param name="Algorithm">The algorithm that the file's publisher uses.</param>
/// <param name="Value">Its hexadecimal digits in lower case.</param>
public sealed record Checksum(ChecksumAlgorithm Algorithm, string Value)
{
    /// <summary><c>sha256:dcbb9e9d…</c></summary>
    public override string ToString() => $"{Algorithm.ToString().ToLowerInvariant()}:{Value}";

    /// <summary>Computes the checksum of a file.</summary>
    /// <exception cref="NetworkException">The file cannot be read.</exception>
    internal static Checksum Of(string path, ChecksumAlgorithm algorithm, CancellationToken cancellationToken = default)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
            using var hash = IncrementalHash.CreateHash(algorithm == ChecksumAlgorithm.Md5 ? HashAlgorithmName.MD5 : HashAlgorithmName.SHA256);
            var buffer = new byte[1 << 18];
            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                hash.AppendData(buffer, 0, read);
            }

            return new Checksum(algorithm, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        catch (Exception exception) when (WeightsError.IsFileError(exception))
        {
            throw WeightsError.Unreadable(path, exception);
        }
    }
}

/// <summary>A way to compute a checksum.</summary>
public enum ChecksumAlgorithm
{
    /// <summary>MD5: finds damage. Forging a file for a given value is still infeasible, but the checksum is no signature.</summary>
    Md5,

    /// <summary>SHA-256.</summary>
    Sha256,
}
