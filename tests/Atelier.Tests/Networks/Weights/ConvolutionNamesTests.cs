using Atelier.Networks;
using Atelier.Networks.Weights;

namespace Atelier.Tests.Networks.Weights;

/// <summary>Networks under the names that they have as a part of others.</summary>
public sealed class ConvolutionNamesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("features.")]
    [InlineData("module.features.")]
    [InlineData("vgg.")]
    [InlineData("net.encoder.vgg.features.")]
    [InlineData("")]
    public void Load_AnyPrefix_FindsTheConvolutions(string prefix)
    {
        using var file = Open(TorchFiles.Zip(Renamed(name => name.Replace("features.", prefix, StringComparison.Ordinal))));

        TinyWeights.AssertEqual(TinyWeights.Weights, Vgg19Weights.Load(file, TinyWeights.Layers));
    }

    [Fact]
    public void Load_NamesOfPapers_FindsTheConvolutions()
    {
        using var file = Open(TorchFiles.Stream(Renamed(name => name.Replace("features.0", "conv1_1", StringComparison.Ordinal).Replace("features.2", "conv1_2", StringComparison.Ordinal))));

        TinyWeights.AssertEqual(TinyWeights.Weights, Vgg19Weights.Load(file, TinyWeights.Layers));
    }

    [Theory]
    [InlineData("state_dict")]
    [InlineData("model")]
    [InlineData("model", "module")]
    [InlineData("checkpoint", "net", "params")]
    public void Load_NestedDictionaries_FindsTheConvolutions(params string[] keys)
    {
        var tensors = TorchFiles.Tiny();
        var pickle = new PickleWriter();
        foreach (var key in keys)
        {
            pickle.Op('}').Op('(').Text("epoch").Number(3).Text(key);
        }

        pickle.StateDictionary(tensors, stream: false);
        foreach (var _ in keys)
        {
            pickle.Op('u');
        }

        using var file = Open(TorchFiles.Zip(pickle.Done(), tensors));

        TinyWeights.AssertEqual(TinyWeights.Weights, Vgg19Weights.Load(file, TinyWeights.Layers));
    }

    [Fact]
    public void Load_DecoderBesideTheNetwork_TakesTheLargerOne()
    {
        using var file = Open(TorchFiles.Zip(
        [
            new TorchTensor("decoder.0.weight", [1, 1, 3, 3], TinyWeights.Bytes(new float[9])),
            .. Renamed(name => name.Replace("features.", "vgg.", StringComparison.Ordinal)),
        ]));

        TinyWeights.AssertEqual(TinyWeights.Weights, Vgg19Weights.Load(file, TinyWeights.Layers));
    }

    [Fact]
    public void Open_DictionaryWithinItself_EndsAndIsUsed()
    {
        var tensors = TorchFiles.Tiny();
        var pickle = new PickleWriter().StateDictionary(tensors, stream: false)
            .Op('(').Text("self").Raw((byte)'h', 0).Op('u').Done();

        using var file = Open(TorchFiles.Zip(pickle, tensors));

        Assert.Equal(tensors.Select(t => t.Name), file.Tensors.Select(t => t.Name));
    }

    [Fact]
    public void Open_OnePathTwice_IsRefused()
    {
        var tensor = new TorchTensor("b", [1], TinyWeights.Bytes([1]));
        var pickle = new PickleWriter().Op('}').Op('(').Text("a").StateDictionary([tensor], stream: false).Op('u')
            .Op('(').Text("a.b").StateDictionary([tensor], stream: false).Op('u').Done();
        Assert.Equal(["a.b", "a.b.b"], Names(pickle));

        var twice = new PickleWriter().Op('}').Op('(').Text("a").StateDictionary([tensor], stream: false)
            .Text("a.b").Tensor(tensor, stream: false).Op('u').Done();
        Assert.Contains("\"a.b\" twice", Assert.Throws<NetworkException>(() => Names(twice)).Message, StringComparison.Ordinal);

        string[] Names(byte[] bytes)
        {
            using var file = Open(TorchFiles.Zip(bytes, tensor));
            return [.. file.Tensors.Select(t => t.Name)];
        }
    }

    private static TorchTensor[] Renamed(Func<string, string> rename) => [.. TorchFiles.Tiny().Select(t => t with { Name = rename(t.Name) })];

    private WeightsFile Open(byte[] bytes) => WeightsFile.Open(_folder.Write("x.pth", bytes), InputConventionName.Bgr255);
}
