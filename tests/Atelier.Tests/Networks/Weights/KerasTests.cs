using Atelier.Networks;
using Atelier.Networks.Weights;
using PureHDF;

namespace Atelier.Tests.Networks.Weights;

public sealed class KerasTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("_W_1:0", "_b_1:0")]
    [InlineData("/kernel:0", "/bias:0")]
    public void Load_KerasLayout_TurnsKernelsOutputFirst(string kernel, string bias)
    {
        WriteKeras(_folder.File("x.h5"), TinyWeights.Weights, kernel, bias);
        using var file = WeightsFile.Open(_folder.File("x.h5"), InputConventionName.Bgr255);

        TinyWeights.AssertEqual(TinyWeights.Weights, Vgg19Weights.Load(file, TinyWeights.Layers));
    }

    [Fact]
    public void Open_WithoutConvention_AsksForIt()
    {
        WriteKeras(_folder.File("x.h5"), TinyWeights.Weights, "_W", "_b");
        Assert.Contains("NetworkInput", Assert.Throws<NetworkException>(() => WeightsFile.Open(_folder.File("x.h5"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_CutShortOrDamaged_NeverFailsButWithANetworkException()
    {
        WriteKeras(_folder.File("x.h5"), TinyWeights.Weights, "_W", "_b");
        var original = File.ReadAllBytes(_folder.File("x.h5"));
        for (var length = 8; length < original.Length; length += 97)
        {
            Try(original[..length]);
        }

        var random = new Random(1);
        for (var i = 0; i < 300; i++)
        {
            var bytes = original.ToArray();
            bytes[random.Next(8, bytes.Length)] = (byte)random.Next(256);
            Try(bytes);
        }

        void Try(byte[] bytes)
        {
            try
            {
                using var file = WeightsFile.Open(_folder.Write("y.h5", bytes), InputConventionName.Bgr255);
                Vgg19Weights.Load(file, TinyWeights.Layers);
            }
            catch (NetworkException exception)
            {
                Assert.DoesNotContain('\n', exception.Message);
            }
        }
    }

    [Fact]
    public void Load_FullSize_AllocatesLittleMoreThanItsWeights()
    {
        using var original = WeightsFile.Open(SharedFolder.Require("weights/vgg19-caffe.safetensors"));
        var weights = Vgg19Weights.Load(original);
        WriteKeras(_folder.File("full.h5"), weights, "_W_1:0", "_b_1:0");

        var before = GC.GetAllocatedBytesForCurrentThread();
        using var file = WeightsFile.Open(_folder.File("full.h5"), InputConventionName.Bgr255);
        var loaded = Vgg19Weights.Load(file);

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(allocated, 1, 4 * 4 * 20_024_384L); // read, put in order, and a buffer of the file's
        TinyWeights.AssertEqual(weights, loaded);
    }

    internal static void WriteKeras(string path, Vgg19Weights weights, string kernel, string bias)
    {
        var root = new H5File();
        foreach (var convolution in weights.Convolutions)
        {
            var layer = convolution.Layer;
            var kernels = new float[3, 3, layer.Inputs, layer.Outputs];
            for (var o = 0; o < layer.Outputs; o++)
            {
                for (var i = 0; i < layer.Inputs; i++)
                {
                    for (var place = 0; place < 9; place++)
                    {
                        kernels[place / 3, place % 3, i, o] = convolution.Kernel[(((o * layer.Inputs) + i) * 9) + place];
                    }
                }
            }

            // As Keras nests them: "block1_conv1_W_1:0", or "block1_conv1/kernel:0", in a group of the layer's name.
            var group = new H5Group();
            root[layer.KerasName] = group;
            var inner = kernel[0] == '/' ? new H5Group() : group;
            if (inner != group)
            {
                group[layer.KerasName] = inner;
            }

            inner[kernel[0] == '/' ? kernel[1..] : layer.KerasName + kernel] = kernels;
            inner[bias[0] == '/' ? bias[1..] : layer.KerasName + bias] = convolution.Bias;
        }

        root["pool"] = new H5Group();
        root.Write(path);
    }
}
