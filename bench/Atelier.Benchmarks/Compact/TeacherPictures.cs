using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Atelier.Imaging;

namespace Atelier.Benchmarks.Compact;

/// <summary>
/// What VGG-19 itself paints, kept in a folder under the pictures and settings that it was made from: it does not change when
/// the student does, and takes most of the time.
/// </summary>
internal sealed class TeacherPictures(string folder, Judge judge, StylizeOptions options)
{
    /// <summary>The saved picture of a pair.</summary>
    public Picture For(string name, Picture content, Picture style)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{name}-{Key(content, style)}.png");
        if (!File.Exists(path))
        {
            Stylizer.Run(content, style, options with { Network = judge.NetworkFile }).Picture.Save(path);
        }

        return Picture.Load(path);
    }

    private string Key(Picture content, Picture style)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{judge.NetworkFile} {options}"));
        foreach (var picture in new[] { content, style })
        {
            hash.AppendData(BitConverter.GetBytes(picture.Width));
            hash.AppendData(MemoryMarshal.AsBytes(picture.Pixels.Span));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }
}
