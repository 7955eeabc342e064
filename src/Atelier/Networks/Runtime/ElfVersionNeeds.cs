using System.Buffers.Binary;
using System.Text;

namespace Atelier.Networks.Runtime;

/// <summary>
/// The table of symbol versions that a 64-bit little-endian ELF library needs of others (<c>.gnu.version_r</c>; see the
/// Linux Standard Base, "Symbol Versioning").
/// </summary>
internal static class ElfVersionNeeds
{
    private const uint NeedsSection = 0x6ffffffe; // SHT_GNU_verneed
    private const ushort Weak = 0x2; // VER_FLG_WEAK: the loader goes on where the version is missing

    /// <summary>Marks the versions whose names begin with <paramref name="versionPrefix"/> as not strictly needed.</summary>
    /// <param name="image">The whole library; changed in place.</param>
    /// <param name="versionPrefix">What the versions' names begin with.</param>
    /// <exception cref="BadImageFormatException">The bytes are no such library.</exception>
    public static void MakeWeak(Span<byte> image, string versionPrefix)
    {
        try
        {
            var prefix = Encoding.ASCII.GetBytes(versionPrefix);
            var (needs, strings) = FindSections(image);
            for (var need = needs; ; need += (int)U32(image, need + 12))
            {
                var count = U16(image, need + 2);
                var entry = need + (int)U32(image, need + 8);
                for (var i = 0; i < count; i++, entry += (int)U32(image, entry + 12))
                {
                    if (image[(strings + (int)U32(image, entry + 8))..].StartsWith(prefix))
                    {
                        var flags = image.Slice(entry + 4, 2);
                        BinaryPrimitives.WriteUInt16LittleEndian(flags, (ushort)(U16(flags, 0) | Weak));
                    }
                }

                if (U32(image, need + 12) == 0)
                {
                    return;
                }
            }
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new BadImageFormatException("The library's version table points outside it.", e);
        }
    }

    private static (int Needs, int Strings) FindSections(ReadOnlySpan<byte> image)
    {
        if (image.Length < 64 || !image[..6].SequenceEqual((ReadOnlySpan<byte>)[0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1]))
        {
            throw new BadImageFormatException("Not a 64-bit little-endian ELF library.");
        }

        var table = (int)U64(image, 0x28);
        var (size, count) = (U16(image, 0x3a), U16(image, 0x3c));
        for (var i = 0; i < count; i++)
        {
            var header = table + (i * size);
            if (U32(image, header + 4) == NeedsSection)
            {
                var link = table + ((int)U32(image, header + 40) * size);
                return ((int)U64(image, header + 24), (int)U64(image, link + 24));
            }
        }

        throw new BadImageFormatException("The library has no table of needed versions.");
    }

    private static ushort U16(ReadOnlySpan<byte> image, int at) => BinaryPrimitives.ReadUInt16LittleEndian(image[at..]);

    private static uint U32(ReadOnlySpan<byte> image, int at) => BinaryPrimitives.ReadUInt32LittleEndian(image[at..]);

    private static ulong U64(ReadOnlySpan<byte> image, int at) => BinaryPrimitives.ReadUInt64LittleEndian(image[at..]);
}
