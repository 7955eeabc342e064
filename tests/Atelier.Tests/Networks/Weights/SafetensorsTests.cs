using System.Buffers.Binary;
using System.Text;
using Atelier.Networks;
using Atelier.Networks.Weights;
using CsCheck;

namespace Atelier.Tests.Networks.Weights;

public sealed class SafetensorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void RoundTrip_RandomTensors_GivesTheSameNumbersBack()
    {
        var tensor = Gen.Select(Gen.Int[0, 4].Array[0, 4], Gen.Float, (shape, seed) =>
            (Shape: shape.Select(s => (long)s).ToArray(), Values: Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(i => seed + i).ToArray()));
        tensor.Array[0, 5].Sample(
            tensors =>
            {
                var path = _folder.File($"{Guid.NewGuid()}.safetensors");
                SafetensorsWriter.Write(path, [.. tensors.Select((t, i) => new NamedTensor($"t\u00e9{i}\"", t.Shape, t.Values))], TinyWeights.Metadata());
                using var file = WeightsFile.Open(path);
                return file.Tensors.Count == tensors.Length && tensors.Index().All(t =>
                    file.Tensors[t.Index].Shape.SequenceEqual(t.Item.Shape)
                    && file.Read($"t\u00e9{t.Index}\"").AsSpan().SequenceEqual(t.Item.Values));
            },
            iter: 50, threads: 1);
    }

    [Fact]
    public void RoundTrip_Half_RoundsToTheNearest()
    {
        var path = _folder.File("half.safetensors");
        SafetensorsWriter.Write(path, [new("h", [3], new[] { 1 / 3f, -65504f, 1e-7f }, Half: true), new("f", [1], new[] { 1 / 3f })], TinyWeights.Metadata());

        using var file = WeightsFile.Open(path);

        Assert.Equal([NumberFormat.Float16, NumberFormat.Float32], file.Tensors.Select(t => t.Format));
        Assert.Equal([(float)(Half)(1 / 3f), -65504f, (float)(Half)1e-7f], file.Read("h"));
        Assert.Equal([1 / 3f], file.Read("f"));
    }

    [Fact]
    public void Read_HalfAndBFloat16_GivesEveryValueExactly()
    {
        var all = Enumerable.Range(0, 65536).Select(i => (ushort)i).ToArray();
        var bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes(all.AsSpan()).ToArray();
        var path = Write("""{"__metadata__":{"input_convention":"rgb01"},"h":{"dtype":"F16","shape":[65536],"data_offsets":[0,131072]},"b":{"dtype":"BF16","shape":[65535],"data_offsets":[131072,262142]}}""", [.. bytes, .. bytes[..^2]]);

        using var file = WeightsFile.Open(path);

        Assert.Equal(all.Select(b => (float)BitConverter.UInt16BitsToHalf(b)), file.Read("h"));
        Assert.Equal(all[..^1].Select(b => BitConverter.UInt32BitsToSingle((uint)b << 16)), file.Read("b"));
        Assert.Equal(InputConvention.Rgb01, file.Convention);
    }

    [Fact]
    public void Open_AnyByteOfTheFileChanged_NeverFailsButWithANetworkException()
    {
        var original = File.ReadAllBytes(TinyWeights.WriteSafetensors(_folder.File("a.safetensors")));
        var header = (int)BinaryPrimitives.ReadInt64LittleEndian(original) + 8;
        var path = _folder.File("b.safetensors");
        Gen.Select(Gen.Int[0, header - 1], Gen.Byte, Gen.Int[0, original.Length]).Array[1, 4].Sample(
            changes =>
            {
                var bytes = original.ToArray();
                foreach (var (place, value, _) in changes)
                {
                    bytes[place] = value;
                }

                File.WriteAllBytes(path, changes.Length == 4 ? bytes[..changes[0].Item3] : bytes);
                try
                {
                    using var file = WeightsFile.Open(path);
                    Vgg19Weights.Load(file, TinyWeights.Layers);
                }
                catch (NetworkException exception)
                {
                    return !exception.Message.Any(char.IsControl);
                }

                return true;
            },
            iter: 2000, threads: 1);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}""", "twice")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[3],"data_offsets":[4,16]}}""", "start at byte 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}""", "start at byte 8")]
    [InlineData("""{"a":{"dtype":"F32","shape":[9],"data_offsets":[0,36]}}""", "cut short")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "8 bytes of data, but the file has 16")]
    [InlineData("""{"a":{"dtype":"F32","shape":[5],"data_offsets":[0,16]}}""", "(5)")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4611686018427387904],"data_offsets":[0,16]}}""", "4611686018427387904")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-4],"data_offsets":[0,16]}}""", "(-4)")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4],"data_offsets":[16,0]}}""", "offsets [16, 0]")]
    [InlineData("""{"a":{"shape":[4],"data_offsets":[0,16]}}""", "no dtype")]
    [InlineData("""{"a":7}""", "not the JSON")]
    [InlineData("""{"__metadata__":{"channel_order":"bgr"}, "a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}""", "\"scale\"")]
    [InlineData("""{"__metadata__":{"channel_order":"bgr","scale":"2","mean":"0,0,0","std":"1,1,1"}, "a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}""", "1 or 255")]
    [InlineData("""{"__metadata__":{"channel_order":"bgr","scale":"1","mean":"0,0,0","std":"1,0,1"}, "a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}""", "above 0")]
    public void Open_DamagedHeader_SaysWhatIsWrong(string header, string expected)
    {
        var path = Write(header, new byte[16]);

        var error = Assert.Throws<NetworkException>(() => WeightsFile.Open(path));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.StartsWith($"'{path}'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[0], "empty")]
    [InlineData(new byte[] { 1, 2 }, "none of these")]
    [InlineData(new byte[] { (byte)'<', (byte)'h', (byte)'t', (byte)'m', (byte)'l' }, "web page")]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, (byte)'{' }, "at most")]
    [InlineData(new byte[] { 99, 0, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'}' }, "cut short")]
    public void Open_NoWeightsFile_SaysWhatItIs(byte[] bytes, string expected)
    {
        var error = Assert.Throws<NetworkException>(() => WeightsFile.Open(_folder.Write("x", bytes)));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_MissingFile_SaysSo() =>
        Assert.Contains("no such file", Assert.Throws<NetworkException>(() => WeightsFile.Open(_folder.File("no"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Open_ConventionUnknownGivenOrContradicted_NeverGuesses()
    {
        var silent = TinyWeights.WriteSafetensors(_folder.File("silent"), metadata: []);
        var stated = TinyWeights.WriteSafetensors(_folder.File("stated"));

        Assert.Contains("NetworkInput bgr255", Assert.Throws<NetworkException>(() => WeightsFile.Open(silent)).Message, StringComparison.Ordinal);
        Assert.Contains("leave that option out", Assert.Throws<NetworkException>(() => WeightsFile.Open(stated, InputConventionName.Rgb01)).Message, StringComparison.Ordinal);
        using var given = WeightsFile.Open(silent, InputConventionName.Rgb01);
        Assert.Equal(InputConvention.Rgb01, given.Convention);
        using var same = WeightsFile.Open(stated, InputConventionName.Bgr255);
        Assert.Equal(InputConvention.Bgr255, same.Convention);
    }

    [Fact]
    public void Load_TwentyMillionWeights_AllocatesLittleMoreThanThem()
    {
        var path = SharedFolder.Require("weights/vgg19-caffe.safetensors");
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var file = WeightsFile.Open(path);
        var weights = Vgg19Weights.Load(file);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(InputConvention.Bgr255, weights.Convention);
        Assert.Equal(20_024_384, weights.Convolutions.Sum(c => c.Kernel.Length + c.Bias.Length));
        Assert.Equal("conv5_4", weights.Convolutions[^1].Layer.Name);
        Assert.Equal([512, 512, 3, 3], weights.Convolutions[^1].KernelShape);
        Assert.InRange(allocated, 1, 2 * 4 * 20_024_384L);
    }

    private string Write(string header, byte[] data)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        return _folder.Write("written.safetensors", [.. length, .. text, .. data]);
    }
}
