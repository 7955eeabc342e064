using Atelier.Networks.Weights;

namespace Atelier.Tests.Networks.Weights;

public sealed class Vgg19WeightsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Layers_AreThoseOfThePaperInTorchvisionsNumbering()
    {
        Assert.Equal([0, 2, 5, 7, 10, 12, 14, 16, 19, 21, 23, 25, 28, 30, 32, 34], Vgg19Layers.All.Select(l => l.TorchIndex));
        Assert.Equal([64, 64, 128, 128, 256, 256, 256, 256, 512, 512, 512, 512, 512, 512, 512, 512], Vgg19Layers.All.Select(l => l.Outputs));
        Assert.Equal([3, 64, 64, 128, 128, 256, 256, 256, 256, 512, 512, 512, 512, 512, 512, 512], Vgg19Layers.All.Select(l => l.Inputs));
        Assert.Equal("block5_conv4", Vgg19Layers.All[^1].KerasName);
    }

    [Fact]
    public void Load_MissingTensor_NamesIt() => AssertFault("features.2.bias", weights => weights.RemoveAt(3));

    [Fact]
    public void Load_WrongShape_SaysExpectedAndFound() => AssertFault(
        "should have shape (5, 4, 3, 3), but has (4, 5, 3, 3)", weights => weights[2] = weights[2] with { Shape = [4, 5, 3, 3] });

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Load_WeightThatIsNoNumber_SaysWhich(float value) => AssertFault(
        $"\"features.2.weight\" (conv1_2) holds {value} at element 7",
        weights => weights[2] = weights[2] with { Values = weights[2].Values.ToArray().Select((v, i) => i == 7 ? value : v).ToArray() });

    [Fact]
    public void IndexOfNonFinite_AnyPlace_FindsIt()
    {
        for (var length = 1; length < 70; length++)
        {
            var values = TinyWeights.Ramp(length, float.MaxValue);
            Assert.Equal(-1, Numbers.IndexOfNonFinite(values));
            values[length / 2] = float.NegativeInfinity;
            Assert.Equal(length / 2, Numbers.IndexOfNonFinite(values));
        }
    }

    private void AssertFault(string expected, Action<List<NamedTensor>> change)
    {
        var tensors = TinyWeights.Weights.ToTensors().ToList();
        change(tensors);
        SafetensorsWriter.Write(_folder.File("x"), tensors, TinyWeights.Metadata());
        using var file = WeightsFile.Open(_folder.File("x"));

        var error = Assert.Throws<NetworkException>(() => Vgg19Weights.Load(file, TinyWeights.Layers));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
