using Atelier.Imaging;
using static Atelier.Tests.Imaging.TestPictures;

namespace Atelier.Tests.Imaging;

public sealed class PictureFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(PictureFormat.Jpeg)]
    [InlineData(PictureFormat.Png)]
    [InlineData(PictureFormat.Tiff)]
    [InlineData(PictureFormat.WebP)]
    [InlineData(PictureFormat.Avif)]
    public async Task Load_EachSource_GivesThePictureOfTheFile(PictureFormat format)
    {
        var bytes = Gradient(40, 30).Encode(format);
        var expected = Picture.Load(_folder.Write("a", bytes)).Pixels;

        Assert.Equal(expected, Picture.Load(bytes).Pixels);
        Assert.Equal(expected, Picture.Load(new OneWay(bytes)).Pixels);
        Assert.Equal(expected, (await Picture.LoadAsync(new OneWay(bytes), cancellationToken: Cancelled)).Pixels);
    }

    [Theory]
    [InlineData(PictureFormat.Jpeg)]
    [InlineData(PictureFormat.Png)]
    [InlineData(PictureFormat.Tiff)]
    [InlineData(PictureFormat.WebP)]
    [InlineData(PictureFormat.Avif)]
    public async Task Save_EachTarget_GetsTheBytesOfTheFile(PictureFormat format)
    {
        var picture = Gradient(40, 30);
        var expected = picture.Encode(format);
        var file = _folder.File($"a.{(format == PictureFormat.Tiff ? "tif" : format)}");
        using var direct = new MemoryStream();
        using var later = new MemoryStream();

        picture.Save(file);
        picture.Save(new OneWay(direct), format);
        await picture.SaveAsync(new OneWay(later), format, cancellationToken: Cancelled);

        Assert.Equal(expected, File.ReadAllBytes(file));
        Assert.Equal(expected, direct.ToArray());
        Assert.Equal(expected, later.ToArray());
    }

    [Fact]
    public void Load_Stream_IsReadFromWhereItIsAndStaysOpen()
    {
        using var stream = new MemoryStream([1, 2, 3, .. Gradient(20, 10).Encode(PictureFormat.Png)]);
        stream.Position = 3;

        Assert.Equal(20, Picture.Load(stream).Width);
        Assert.Equal(stream.Length, stream.Position);
    }

    [Fact]
    public async Task Load_StreamBeyondALimit_IsRefused()
    {
        var bytes = Noise(200, 200).Encode(PictureFormat.Png);
        var fewBytes = new PictureLimits { MaxStreamBytes = bytes.Length - 1 };
        var source = new OneWay(bytes);

        Assert.Equal(MessageCodes.PictureTooLarge, AssertRefused(() => Picture.Load(source, fewBytes), "The picture", "at most").Code);
        Assert.Equal(MessageCodes.PictureTooLarge, AssertRefused(() => Picture.Load(new OneWay(bytes), new PictureLimits { MaxPixels = 39_999 }), "39,999").Code);
        Assert.Equal(MessageCodes.PictureTooLarge, AssertRefused(() => Picture.Load(bytes, new PictureLimits { MaxSide = 199 }), "199").Code);
        await Assert.ThrowsAsync<PictureException>(() => Picture.LoadAsync(new OneWay(bytes), fewBytes, cancellationToken: Cancelled));
        Assert.Equal(200, Picture.Load(new OneWay(bytes), fewBytes with { MaxStreamBytes = bytes.Length }).Width);
    }

    [Fact]
    public void Load_StreamWithoutAPicture_IsRefusedByItsFirstBytes()
    {
        using var stream = new MemoryStream(new byte[10_000_000]);

        Assert.Equal(MessageCodes.NotAPicture, AssertRefused(() => Picture.Load(stream), "The picture", "expected JPEG").Code);
        Assert.InRange(stream.Position, 1, 1_000_000);
        Assert.Equal(MessageCodes.NotAPicture, AssertRefused(() => Picture.Load(Stream.Null), "is empty").Code);
        Assert.Equal(MessageCodes.NotAPicture, AssertRefused(() => Picture.Load((ReadOnlySpan<byte>)[]), "is empty").Code);
    }

    [Fact]
    public async Task Load_BrokenStream_HasTheCodeOfAnUnreadableFile()
    {
        var whole = Noise(64, 48).Encode(PictureFormat.Png);
        var broken = new OneWay(whole) { BreaksAfter = 1000 };

        Assert.Equal(MessageCodes.FileUnreadable, AssertRefused(() => Picture.Load(broken), "The picture cannot be read", "the line is cut").Code);
        var error = await Assert.ThrowsAsync<PictureException>(() => Picture.LoadAsync(broken, cancellationToken: Cancelled));
        Assert.IsType<IOException>(error.InnerException);
        Assert.Equal(MessageCodes.PictureDamaged, AssertRefused(() => Picture.Load(whole.AsSpan(0, 1000)), "The picture", "PNG").Code);
    }

    [Fact]
    public async Task Arguments_ThatCannotBeUsed_AreRefusedAtOnce()
    {
        using var readable = new MemoryStream([1], writable: false);
        using var writable = File.Create(_folder.File("a"));
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        await using var write = new FileStream(_folder.File("b"), FileMode.Create, FileAccess.Write);

        Assert.Throws<ArgumentNullException>(() => Picture.Load((string)null!));
        Assert.Throws<ArgumentNullException>(() => Picture.Load((Stream)null!));
        Assert.Throws<ArgumentNullException>(() => { _ = Picture.LoadAsync(null!, cancellationToken: Cancelled); });
        Assert.Throws<ArgumentException>(() => Picture.Load(write));
        Assert.Throws<ArgumentNullException>(() => Gradient(4, 4).Save((string)null!));
        Assert.Throws<ArgumentNullException>(() => Gradient(4, 4).Save(null!, PictureFormat.Png));
        Assert.Throws<ArgumentException>(() => { _ = Gradient(4, 4).SaveAsync(readable, PictureFormat.Png, cancellationToken: Cancelled); });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Picture.LoadAsync(readable, cancellationToken: source.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Gradient(4, 4).SaveAsync(writable, PictureFormat.Png, cancellationToken: source.Token));
    }

    /// <summary>A stream as of a network: it goes forward only, some bytes at a time.</summary>
    private sealed class OneWay(Stream stream) : Stream
    {
        public OneWay(byte[] bytes)
            : this(new MemoryStream(bytes))
        {
        }

        public int BreaksAfter { get; init; } = int.MaxValue;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) =>
            stream.Position >= BreaksAfter ? throw new IOException("the line is cut") : stream.Read(buffer, offset, Math.Min(count, 333));

        public override void Write(byte[] buffer, int offset, int count) => stream.Write(buffer, offset, count);

        public override void Flush() => stream.Flush();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
