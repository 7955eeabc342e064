using Atelier.Imaging;
using CsCheck;

namespace Atelier.Tests.Imaging;

public class ExifBlockTests
{
    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public void WithUprightOrientation_EitherByteOrder_ChangesOnlyTheOrientation(bool littleEndian, bool signature)
    {
        byte[] prefix = signature ? [.. "Exif\0\0"u8] : [];
        byte[] block = littleEndian
            ? [.. prefix, .. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0]
            : [.. prefix, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
        var expected = block.ToArray();
        expected[prefix.Length + (littleEndian ? 18 : 19)] = 1;

        Assert.Equal(expected, ExifBlock.WithUprightOrientation(block));
    }

    [Fact]
    public void WithUprightOrientation_AnyBytes_NeverFails() => Gen.Byte.Array[0, 60].Sample(bytes =>
    {
        byte[] block = [.. "II*\0"u8, .. bytes];
        return ExifBlock.WithUprightOrientation(block).Length == block.Length;
    });
}
