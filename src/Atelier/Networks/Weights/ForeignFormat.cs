using System.Buffers.Binary;
using System.Text;
using Atelier.Networks.Catalogue;

namespace Atelier.Networks.Weights;

/// <summary>Recognises files that users often give as weights, but of formats that Atelier does not read.</summary>
internal static class ForeignFormat
{
    /// <summary>The remedy for a network of another program.</summary>
    public static readonly FormattableString Convert =
        $"convert it to safetensors, or use a file of VGG-19 such as that of {new StoreAction("pull", NetworkCatalogue.Vgg19.Name)}";

    private static readonly FormattableString Fetch = $"fetch the file itself";
    private static readonly FormattableString Unpack = $"unpack it first";

    // By the first bytes alone; the name plays no part.
    private static readonly (string Start, string What, FormattableString Remedy)[] Starts =
    [
        ("<", "a web page", Fetch),
        ("\u00ef\u00bb\u00bf<", "a web page", Fetch),
        ("{", "a text in JSON", Fetch),
        ("version https://", "a pointer of Git LFS", $"{Fetch} with 'git lfs pull'"),
        ("MATLAB ", "a MATLAB file", Convert),
        ("\u0093NUMPY", "a NumPy array", Convert),
        ("GGUF", "a GGUF file", Convert),
        ("\u001f\u008b", "a compressed file", Unpack),
        ("BZh", "a compressed file", Unpack),
        ("\u00fd7zXZ", "a compressed file", Unpack),
        ("(\u00b5/\u00fd", "a compressed file", Unpack),
        ("7z\u00bc\u00af", "a compressed file", Unpack),
        ("Rar!", "a compressed file", Unpack),
        ("\u00ff\u00d8\u00ff", "a picture", Convert),
        ("\u0089PNG", "a picture", Convert),
    ];

    // These have no first bytes of their own, or not in all versions.
    private static readonly (string Ending, string What)[] Endings =
    [
        (".mat", "a MATLAB file"),
        (".caffemodel", "a Caffe model"),
        (".onnx", "an ONNX model"),
        (".tflite", "a TensorFlow Lite model"),
        (".pb", "a TensorFlow model"),
        (".ckpt", "a TensorFlow checkpoint"),
        (".index", "a part of a TensorFlow checkpoint"),
        (".meta", "a part of a TensorFlow checkpoint"),
        (".data-00000-of-00001", "a part of a TensorFlow checkpoint"),
        (".t7", "a Torch7 file"),
        (".msgpack", "a Flax checkpoint"),
        (".params", "an MXNet model"),
        (".mlmodel", "a Core ML model"),
        (".pkl", "a pickle that PyTorch did not write"),
        (".pickle", "a pickle that PyTorch did not write"),
    ];

    /// <summary>Refuses a file that cannot be safetensors, the only format without first bytes of its own that Atelier reads.</summary>
    /// <exception cref="NetworkException">It is of another format; the message says which, and what to do.</exception>
    public static void Refuse(string path, ReadOnlySpan<byte> start)
    {
        // The length of a header may begin with any character, but the headers of whole networks have less than four gigabytes.
        var mayBeSafetensors = start.Length > 8 && start[8] == '{';
        if (mayBeSafetensors && start[4..8].IndexOfAnyExcept((byte)0) < 0)
        {
            return;
        }

        var text = Encoding.Latin1.GetString(start);
        if (Array.Find(Starts, s => text.TrimStart('\r', '\n', '\t', ' ').StartsWith(s.Start, StringComparison.Ordinal)) is { What: not null } known)
        {
            throw Fault(path, known.What, known.Remedy);
        }

        if (mayBeSafetensors)
        {
            return;
        }

        throw Array.Find(Endings, e => path.EndsWith(e.Ending, StringComparison.OrdinalIgnoreCase)) is { What: not null } ending
            ? Fault(path, ending.What, Convert)
            : Fault(path, "none of these", $"use another file ({(start.Length >= 4 ? $"it starts with {BinaryPrimitives.ReadUInt32BigEndian(start):x8}" : $"it has {start.Length} bytes")})");
    }

    /// <summary>The error for a file of another format.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">Its kind, with the article.</param>
    /// <param name="remedy">The remedy, as a clause.</param>
    public static NetworkException Fault(string path, string what, FormattableString remedy) =>
        WeightsError.In(path, $"expected a .safetensors, PyTorch .pth or Keras .h5 file, but this is {what}; {remedy}");
}
