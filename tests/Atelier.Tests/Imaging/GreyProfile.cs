using System.Buffers.Binary;
using System.Text;

namespace Atelier.Tests.Imaging;

/// <summary>Builds the smallest ICC profile of a grey device.</summary>
internal static class GreyProfile
{
    /// <summary>A version 2 display profile of gamma 1: header, white point and tone curve.</summary>
    public static byte[] Linear()
    {
        var (white, curve) = (Tag("XYZ ", 0x0000F6D6, 0x00010000, 0x0000D32D), Tag("curv", 0));
        var header = 128 + 4 + (2 * 12);
        var profile = new byte[header + white.Length + curve.Length];
        Number(0, profile.Length);
        Number(8, 0x02400000);
        Text(12, "mntrGRAYXYZ ");
        Text(36, "acsp");
        Number(68, 0x0000F6D6);
        Number(72, 0x00010000);
        Number(76, 0x0000D32D);
        Number(128, 2);
        Entry(132, "wtpt", header, white);
        Entry(144, "kTRC", header + white.Length, curve);
        return profile;

        void Number(int at, int value) => BinaryPrimitives.WriteInt32BigEndian(profile.AsSpan(at), value);
        void Text(int at, string text) => Encoding.ASCII.GetBytes(text, profile.AsSpan(at));
        void Entry(int at, string name, int offset, byte[] content)
        {
            Text(at, name);
            Number(at + 4, offset);
            Number(at + 8, content.Length);
            content.CopyTo(profile, offset);
        }
    }

    private static byte[] Tag(string type, params int[] values)
    {
        var tag = new byte[8 + (4 * values.Length)];
        Encoding.ASCII.GetBytes(type, tag);
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(tag.AsSpan(8 + (4 * i)), values[i]);
        }

        return tag;
    }
}
