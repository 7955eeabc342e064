using System.IO.Compression;
using System.Text;
using Atelier.Networks.Weights;

namespace Atelier.Tests.Networks.Weights;

/// <summary>Files of other programs, and what a failed download leaves.</summary>
public sealed class ForeignFormatTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("vgg.mat", "MATLAB 5.0 MAT-file, Platform: GLNXA64", "a MATLAB file; convert")]
    [InlineData("vgg", "MATLAB 7.3 MAT-file, Platform: GLNXA64", "a MATLAB file; convert")]
    [InlineData("vgg.caffemodel", "\n\rVGG_ILSVRC_19_layers", "a Caffe model; convert")]
    [InlineData("vgg.npy", "\u0093NUMPY\u0001\0v\0{'descr': '<f4'", "a NumPy array; convert")]
    [InlineData("vgg.onnx", "\b\u0006\u0012\u0007pytorch", "an ONNX model; convert")]
    [InlineData("vgg.pb", "\n\u0010\n\u0004data", "a TensorFlow model; convert")]
    [InlineData("vgg.ckpt", "\0\0\0\u0001abcdefgh", "a TensorFlow checkpoint; convert")]
    [InlineData("vgg.ckpt.data-00000-of-00001", "\0\0\0\u0001abcdefgh", "a part of a TensorFlow checkpoint; convert")]
    [InlineData("vgg.tflite", "\u001c\0\0\0TFL3abcdef", "a TensorFlow Lite model; convert")]
    [InlineData("vgg", "GGUF\u0003\0\0\0{\0\0\0\0\0\0\0", "a GGUF file; convert")]
    [InlineData("vgg.t7", "\u0004\0\0\0\u0001\0\0\0\u0003\0\0\0", "a Torch7 file; convert")]
    [InlineData("vgg.safetensors", "<!DOCTYPE html><html>", "a web page; fetch the file itself")]
    [InlineData("vgg.safetensors", "\r\n  <html><head>", "a web page; fetch the file itself")]
    [InlineData("vgg.safetensors", "{\"error\":{\"a\":1}}", "a text in JSON; fetch the file itself")]
    [InlineData("vgg.pth", "version https://git-lfs.github.com/spec/v1", "a pointer of Git LFS; fetch the file itself with 'git lfs pull'")]
    [InlineData("vgg.pth.gz", "\u001f\u008b\b\0abcdefgh", "a compressed file; unpack it first")]
    [InlineData("vgg.pth", "\u00ff\u00d8\u00ff\u00e0\0\u0010JFIF", "a picture; ")]
    public void Open_OtherFormat_SaysWhichAndWhatToDo(string name, string bytes, string expected) =>
        Assert.Contains($"this is {expected}", Fault(name, Encoding.Latin1.GetBytes(bytes)), StringComparison.Ordinal);

    [Theory]
    [InlineData("model/constants.pkl", "TorchScript")]
    [InlineData("arr_0.npy", "a NumPy archive; convert")]
    [InlineData("model.weights.h5", "a whole model of Keras 3; save it with model.save_weights")]
    [InlineData("vgg19.pth", "a zip archive; unpack it first")]
    public void Open_OtherArchive_SaysWhichAndWhatToDo(string entry, string expected)
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            archive.CreateEntry(entry);
        }

        Assert.Contains(expected, Fault("x.pth", memory.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_SafetensorsWhoseLengthIsALetter_IsNoWebPage()
    {
        byte[] header = [.. Encoding.UTF8.GetBytes("{}".PadRight(60))];

        using var source = WeightsSource.Open(_folder.Write("x", [(byte)'<', 0, 0, 0, 0, 0, 0, 0, .. header]));

        Assert.Empty(source.Tensors);
    }

    private string Fault(string name, byte[] bytes) =>
        Assert.Throws<NetworkException>(() => WeightsSource.Open(_folder.Write(name, bytes))).Message;
}
