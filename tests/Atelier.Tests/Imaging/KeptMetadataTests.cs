using System.Text;
using Atelier.Imaging;
using CsCheck;
using NetVips;
using static Atelier.Tests.Imaging.TestPictures;

namespace Atelier.Tests.Imaging;

public sealed class KeptMetadataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static ReadOnlySpan<byte> StartOfJpeg => [0xFF, 0xD8, 0xFF];

    public void Dispose() => _folder.Dispose();

    public static TheoryData<PictureFormat> Formats => [.. Enum.GetValues<PictureFormat>()];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Write_PhotographWithAThumbnail_LeavesItBehindAndKeepsTheRest(PictureFormat format)
    {
        var exif = Written(Photograph(), format, KeptMetadata.Keep)!;

        Assert.Equal(-1, exif.AsSpan().IndexOf(StartOfJpeg));
        Assert.Contains("Acme", Text(exif), StringComparison.Ordinal);
        Assert.Contains("Jane Doe", Text(exif), StringComparison.Ordinal);
        Assert.Contains("N\0", Text(exif), StringComparison.Ordinal); // the reference of a latitude
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Write_Private_HasNoNameAndNoPlace(PictureFormat format)
    {
        var exif = Written(Photograph(), format, KeptMetadata.Private)!;

        Assert.Contains("Acme", Text(exif), StringComparison.Ordinal);
        Assert.DoesNotContain("Jane Doe", Text(exif), StringComparison.Ordinal);
        Assert.DoesNotContain("SN-12345", Text(exif), StringComparison.Ordinal);
        var reader = TiffReader.Open(new MemoryStream(ExifBlock.WithoutSignature(exif).ToArray()))!;
        Assert.False(reader.First()!.Fields.ContainsKey(0x8825));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Write_None_HasNoExifAndNoRecipe(PictureFormat format)
    {
        var file = Photograph().Encode(format, new PictureWriteOptions { Metadata = KeptMetadata.None, Recipe = "{}" });
        var path = _folder.Write("a", file);

        Assert.DoesNotContain("Acme", Text(file), StringComparison.Ordinal);
        Assert.Null(PictureReader.ReadRecipe(path));
    }

    [Fact]
    public void Read_TiffWithExif_GivesTheExifOn()
    {
        var tiff = _folder.Write("a.tif", Photograph().Encode(PictureFormat.Tiff));
        var again = Written(Picture.Load(tiff), PictureFormat.Jpeg, KeptMetadata.Keep)!;
        Assert.Contains("Jane Doe", Text(again), StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_AnyBytes_NeverFails() => Gen.Byte.Array[0, 120].Sample(bytes =>
    {
        foreach (var start in new byte[][] { [.. "II*\0\u0008\0\0\0"u8], [.. "Exif\0\0MM\0*\0\0\0\u0008"u8] })
        {
            byte[] block = [.. start, .. bytes];
            foreach (var kept in Enum.GetValues<KeptMetadata>())
            {
                if (ExifBlock.Filtered(block, kept) is { } result)
                {
                    Assert.Equal(block.Length, result.Length);
                    using var tiff = new MemoryStream(Gradient(4, 4).Encode(PictureFormat.Tiff).ToArray());
                    var file = new MemoryStream();
                    tiff.CopyTo(file);
                    TiffExif.Append(file, result);
                }
            }
        }
    }, iter: 40);

    // Make, artist, a position, a serial number, and a thumbnail that is a JPEG file of its own.
    private Picture Photograph()
    {
        using var small = Constant(16, 12, Enums.BandFormat.Uchar, Enums.Interpretation.Srgb, 9, 9, 9);
        using var camera = Constant(32, 24, Enums.BandFormat.Uchar, Enums.Interpretation.Srgb, 1, 2, 3).Mutate(image =>
        {
            image.Set(GValue.GStrType, "exif-ifd0-Make", "Acme (Acme, ASCII, 5 components, 5 bytes)");
            image.Set(GValue.GStrType, "exif-ifd0-Artist", "Jane Doe (Jane Doe, ASCII, 9 components, 9 bytes)");
            image.Set(GValue.GStrType, "exif-ifd2-BodySerialNumber", "SN-12345 (SN-12345, ASCII, 9 components, 9 bytes)");
            image.Set(GValue.GStrType, "exif-ifd3-GPSLatitudeRef", "N (N, ASCII, 2 components, 2 bytes)");
            image.Set(GValue.BlobType, "jpeg-thumbnail-data", small.JpegsaveBuffer());
        });
        var picture = Picture.Load(_folder.Write("photograph.jpg", camera.JpegsaveBuffer()));
        Assert.NotEqual(-1, picture.Metadata.Exif.AsSpan().IndexOf(StartOfJpeg));
        Assert.Contains("SN-12345", Text(picture.Metadata.Exif!), StringComparison.Ordinal);
        return picture;
    }

    private byte[]? Written(Picture picture, PictureFormat format, KeptMetadata kept) =>
        Picture.Load(_folder.Write("a", picture.Encode(format, new PictureWriteOptions { Metadata = kept }))).Metadata.Exif;

    private static string Text(byte[] bytes) => Encoding.Latin1.GetString(bytes);
}
