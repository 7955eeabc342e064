using Atelier.Networks.Catalogue;

namespace Atelier.Networks.Weights;

/// <summary>Recognises other networks of the VGG family, which users often confuse with VGG-19.</summary>
internal static class VggVariants
{
    // Networks of fewer convolutions are too alike to be told apart.
    private const int Fewest = 8;

    private static readonly (string Name, long[] Outputs)[] Networks =
    [
        ("VGG-19", [.. Vgg19Layers.All.Select(l => (long)l.Outputs)]),
        ("VGG-16", [64, 64, 128, 128, 256, 256, 256, 512, 512, 512, 512, 512, 512]),
        ("VGG-13", [64, 64, 128, 128, 256, 256, 512, 512, 512, 512]),
        ("VGG-11", [64, 128, 256, 256, 512, 512, 512, 512]),
    ];

    /// <summary>Refuses a network that is not VGG-19 but another one of its family.</summary>
    /// <exception cref="NetworkException">It is such a network; the message names it.</exception>
    public static void Refuse(string path, ConvolutionNames names)
    {
        var outputs = names.Outputs;
        var name = outputs.Count < Fewest
            ? null
            : Array.Find(Networks, n => outputs.Count <= n.Outputs.Length && outputs.SequenceEqual(n.Outputs.Take(outputs.Count))).Name;
        if (name is not null && (names.HasBatchNormalization || name != Networks[0].Name))
        {
            throw WeightsError.In(
                path, $"expected VGG-19 without batch normalisation, but this is {name}{(names.HasBatchNormalization ? " with batch normalisation" : "")}; use a file of VGG-19, such as that of {new StoreAction("pull", NetworkCatalogue.Vgg19.Name)}");
        }
    }
}
