using Atelier.Imaging;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Atelier.Looks;

/// <summary>A pretrained ResNet-18, with which nothing here is optimised, as a judge of patches.</summary>
internal sealed class ResNet : IDisposable
{
    private const int Side = 224; // what the network takes
    private const int PatchSide = 96;
    private const int Step = 48;

    private readonly InferenceSession _preparation = Session("ResNetPrepOnnx", "ResNetPreprocess.onnx");
    private readonly InferenceSession _network = Session("ResNet18Onnx", "ResNet18.onnx");

    /// <summary>The features of overlapping patches of a picture, of norm 1: (patches, 512).</summary>
    public float[][] Patches(Picture picture)
    {
        List<float[]> patches = [];
        var pixels = picture.Pixels.ToArray();
        for (var top = 0; top + PatchSide <= picture.Height; top += Step)
        {
            for (var left = 0; left + PatchSide <= picture.Width; left += Step)
            {
                patches.Add(Features(PictureResizer.Resize(Crop(pixels, picture.Width, left, top), Side, Side)));
            }
        }

        return [.. patches];
    }

    /// <summary>Frees the network.</summary>
    public void Dispose()
    {
        _preparation.Dispose();
        _network.Dispose();
    }

    private float[] Features(Picture patch)
    {
        var planes = new DenseTensor<float>([1, 3, Side, Side]);
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                for (var c = 0; c < 3; c++)
                {
                    planes[0, c, y, x] = patch.Pixels[(3 * ((y * Side) + x)) + c] * 255;
                }
            }
        }

        var features = Run(_network, Run(_preparation, planes)).ToArray();
        var norm = MathF.Sqrt(features.Sum(v => v * v));
        return [.. features.Select(v => v / norm)];
    }

    private static DenseTensor<float> Run(InferenceSession session, DenseTensor<float> input)
    {
        using var results = session.Run([NamedOnnxValue.CreateFromTensor(session.InputNames[0], input)]);
        return results[0].AsTensor<float>().ToDenseTensor();
    }

    private static Picture Crop(float[] from, int width, int left, int top)
    {
        var pixels = new float[3 * PatchSide * PatchSide];
        for (var y = 0; y < PatchSide; y++)
        {
            from.AsSpan(3 * (((top + y) * width) + left), 3 * PatchSide).CopyTo(pixels.AsSpan(3 * PatchSide * y));
        }

        return new Picture(PatchSide, PatchSide, pixels);
    }

    private static InferenceSession Session(string folder, string name) => new(Path.Combine(AppContext.BaseDirectory, "DnnImageModels", folder, name));
}
