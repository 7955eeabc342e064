using Atelier.Networks;
using Atelier.Networks.Weights;
using CsCheck;

namespace Atelier.Tests.Networks.Weights;

public sealed class TorchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<bool> Kinds => [true, false];

    [Theory, MemberData(nameof(Kinds))]
    public void Load_StateDictionary_GivesTheConvolutionsAndIgnoresTheRest(bool stream)
    {
        using var file = Open(Make(stream, TorchFiles.Tiny()));

        TinyWeights.AssertEqual(TinyWeights.Weights, Vgg19Weights.Load(file, TinyWeights.Layers));
    }

    [Theory]
    [InlineData('R')]
    [InlineData((char)0x81)]
    public void Load_ParametersOf2017_GivesTheConvolutions(char call)
    {
        var tensors = TorchFiles.Tiny();
        using var file = Open(TorchFiles.Stream(new PickleWriter().OldStateDictionary(tensors, call).Done(), tensors));

        TinyWeights.AssertEqual(TinyWeights.Weights, Vgg19Weights.Load(file, TinyWeights.Layers));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Read_ViewOnAStorage_HonoursOffsetAndStrides(bool stream)
    {
        var storage = TinyWeights.Bytes([9, 0, 1, 2, 3, 4, 5]);
        using var file = Open(Make(
            stream,
            new TorchTensor("transposed", [3, 2], storage) { Offset = 1, Strides = [1, 3] },
            new TorchTensor("row", [3], storage) { Offset = 4 },
            new TorchTensor("expanded", [2, 2], storage) { Offset = 2, Strides = [0, 1] }));

        Assert.Equal([0, 3, 1, 4, 2, 5], file.Read("transposed"));
        Assert.Equal([3, 4, 5], file.Read("row"));
        Assert.Equal([1, 2, 1, 2], file.Read("expanded"));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Read_ViewBeyondItsStorage_IsRefused(bool stream)
    {
        using var file = Open(Make(
            stream,
            new TorchTensor("long", [4], TinyWeights.Bytes([1, 2, 3])),
            new TorchTensor("far", [2, 2], TinyWeights.Bytes([1, 2, 3])) { Strides = [int.MaxValue, int.MaxValue] },
            new TorchTensor("late", [2], TinyWeights.Bytes([1, 2, 3])) { Offset = 2 }));

        Assert.All(["long", "far", "late"], name => Assert.Throws<NetworkException>(() => file.Read(name)));
    }

    [Fact]
    public void Read_OtherFormats_GivesFloat32()
    {
        using var file = Open(TorchFiles.Zip(
        [
            new TorchTensor("half", [2], [0x00, 0x3c, 0x00, 0xc0]) { StorageClass = "HalfStorage" },
            new TorchTensor("bfloat16", [2], [0x80, 0x3f, 0x00, 0xc0]) { StorageClass = "BFloat16Storage" },
            new TorchTensor("double", [1], BitConverter.GetBytes(0.25)) { StorageClass = "DoubleStorage" },
            new TorchTensor("short", [1], [1, 0]) { StorageClass = "ShortStorage" },
        ]));

        Assert.Equal([1, -2], file.Read("half"));
        Assert.Equal([1, -2], file.Read("bfloat16"));
        Assert.Equal([0.25f], file.Read("double"));
        Assert.Contains("floating-point", Assert.Throws<NetworkException>(() => file.Read("short")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("os", "system")]
    [InlineData("posix", "system")]
    [InlineData("builtins", "eval")]
    [InlineData("__builtin__", "eval")]
    [InlineData("torch", "load")]
    [InlineData("torch._utils", "_rebuild_tensor_v2.__globals__")]
    [InlineData("collections", "OrderedDict.__init__")]
    public void Open_PickleThatNamesAnythingElse_IsRefusedByName(string module, string name)
    {
        byte[][] pickles =
        [
            new PickleWriter().Global(module, name).Op('(').Text("touch /tmp/owned").Op('t').Op('R').Done(),
            new PickleWriter().Raw(0x8c, (byte)module.Length).Raw([.. module.Select(c => (byte)c)])
                .Raw(0x8c, (byte)name.Length).Raw([.. name.Select(c => (byte)c)]).Raw(0x93).Op(')').Op('R').Done(),
        ];
        Assert.All(pickles.SelectMany(p => new[] { TorchFiles.Zip(p), TorchFiles.Stream(p) }), bytes =>
        {
            var error = Assert.Throws<NetworkException>(() => Open(bytes));
            Assert.Contains($"tries to run code: it names \"{module}.{name}\"", error.Message, StringComparison.Ordinal);
        });
    }

    public static TheoryData<string, byte[]> BadPickles => new()
    {
        { "calls something that is no function", new PickleWriter().Text("os.system").Op(')').Op('R').Done() },
        { "arguments that it does not take", new PickleWriter().Global("torch._utils", "_rebuild_tensor_v2").Op(')').Op('R').Done() },
        { "arguments that it does not take", new PickleWriter().Global("torch", "FloatStorage").Op(')').Op('R').Done() },
        { "arguments that it does not take", new PickleWriter().Global("torch", "FloatStorage").Op(')').Raw(0x81).Done() },
        { "opcode 0x69", new PickleWriter().Op('(').Text("a").Op('i').Done() },
        { "opcode 0x82", new PickleWriter().Raw(0x82, 1).Done() },
        { "sets attributes of something else", new PickleWriter().Global("torch", "FloatStorage").Op('}').Op('b').Done() },
        { "nests", new PickleWriter().Raw([.. Enumerable.Repeat((byte)'(', 100_000)]).Done() },
        { "nests or lists more", new PickleWriter().Raw([.. Enumerable.Repeat((byte)'N', 2_000_000)]).Done() },
        { "is not there", new PickleWriter().Raw((byte)'h', 7).Done() },
        { "empty stack", new PickleWriter().Op('Q').Done() },
        { "empty stack", new PickleWriter().Op('}').Op('(').Op('a').Done() },
        { "did not begin", new PickleWriter().Op('t').Done() },
        { "twice", new PickleWriter().Op('}').Op('(').Text("a").Op('N').Text("a").Op('N').Op('u').Done() },
        { "neither text nor number", new PickleWriter().Op('}').Op(')').Op('N').Op('s').Done() },
        { "something else than a storage", new PickleWriter().Text("storage").Op('Q').Done() },
        { "cut short", new PickleWriter().Raw((byte)'X', 0xff, 0xff, 0xff, 0x7f).Done() },
        { "cut short", new PickleWriter().Raw((byte)'X', 0xff, 0xff, 0xff, 0xff).Done() },
        { "cut short", new PickleWriter().Op('c').Raw((byte)'a').Done() },
        { "state_dict", new PickleWriter().Number(1).Done() },
    };

    [Theory, MemberData(nameof(BadPickles))]
    public void Open_BadPickle_SaysWhatIsWrong(string expected, byte[] pickle) =>
        Assert.All([TorchFiles.Zip(pickle), TorchFiles.Stream(pickle)], bytes =>
            Assert.Contains(expected, Assert.Throws<NetworkException>(() => Open(bytes)).Message, StringComparison.Ordinal));

    [Fact]
    public void Open_TupleNestedDeeply_DoesNotExhaustTheStack()
    {
        var nested = new PickleWriter().Op(')').Raw([.. Enumerable.Repeat((byte)0x85, 500_000)]);
        Assert.Throws<NetworkException>(() => Open(TorchFiles.Zip(nested.Done())));
        Assert.Throws<NetworkException>(() => Open(TorchFiles.Zip(nested.Op('Q').Done())));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Open_CutShort_IsRefused(bool stream)
    {
        var bytes = Make(stream, TorchFiles.Tiny());
        for (var length = 0; length < bytes.Length; length += 13)
        {
            Assert.Throws<NetworkException>(() => Load(bytes[..length]));
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Open_AnyBytesChanged_NeverFailsButWithANetworkException(bool stream)
    {
        var original = Make(stream, TorchFiles.Tiny());
        Gen.Select(Gen.Int[4, original.Length - 1], Gen.Byte).Array[1, 5].Sample(
            changes =>
            {
                var bytes = original.ToArray();
                foreach (var (place, value) in changes)
                {
                    bytes[place] = value;
                }

                try
                {
                    Load(bytes);
                }
                catch (NetworkException exception)
                {
                    return !exception.Message.Any(char.IsControl);
                }

                return true;
            },
            iter: 500, threads: 1);
    }

    private static byte[] Make(bool stream, params TorchTensor[] tensors) => stream ? TorchFiles.Stream(tensors) : TorchFiles.Zip(tensors);

    private WeightsFile Open(byte[] bytes) => WeightsFile.Open(_folder.Write("x.pth", bytes), InputConventionName.Rgb01);

    private void Load(byte[] bytes)
    {
        using var file = Open(bytes);
        Vgg19Weights.Load(file, TinyWeights.Layers);
    }
}
