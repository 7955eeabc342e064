namespace Atelier.Networks.Catalogue;

/// <summary>The published networks that Atelier can fetch and recognise.</summary>
public static class NetworkCatalogue
{
    /// <summary>The original weights of the Visual Geometry Group in Oxford, in Keras's conversion, which the papers used.</summary>
    public static CatalogueEntry Vgg19 { get; } = new()
    {
        Name = "vgg19",
        Description = "VGG-19, the original Oxford weights (Keras's conversion)",
        Urls =
        [
            new Uri("https://storage.googleapis.com/tensorflow/keras-applications/vgg19/vgg19_weights_tf_dim_ordering_tf_kernels_notop.h5"),
            new Uri("https://github.com/fchollet/deep-learning-models/releases/download/v0.1/vgg19_weights_tf_dim_ordering_tf_kernels_notop.h5"),
        ],
        Bytes = 80_134_624,
        // The publisher gives no stronger one.
        Checksum = new Checksum(ChecksumAlgorithm.Md5, "253f8cb515780f3b799900260a226db6"),
        Licence = "CC BY 4.0",
        Citation = "K. Simonyan, A. Zisserman: Very Deep Convolutional Networks for Large-Scale Image Recognition (2014); Visual Geometry Group, University of Oxford",
        Convention = InputConventionName.Bgr255,
    };

    /// <summary>The weights that torchvision trained on ImageNet.</summary>
    public static CatalogueEntry Vgg19Torchvision { get; } = new()
    {
        Name = "vgg19-torchvision",
        Description = "VGG-19, trained on ImageNet by torchvision",
        Urls = [new Uri("https://download.pytorch.org/models/vgg19-dcbb9e9d.pth")],
        Bytes = 574_673_361,
        Checksum = new Checksum(ChecksumAlgorithm.Sha256, "dcbb9e9dad569fff7a846263a77324fc34978fea2bfb039c012d710e1776ae44"),
        Licence = "BSD-3-Clause",
        Citation = "TorchVision maintainers and contributors: TorchVision, PyTorch's Computer Vision library; architecture by K. Simonyan, A. Zisserman (2014)",
        Convention = InputConventionName.Rgb01,
    };

    /// <summary>Every entry, the preferred one first.</summary>
    public static IReadOnlyList<CatalogueEntry> Entries { get; } = [Vgg19, Vgg19Torchvision];

    /// <summary>The entry of that name; null where there is none.</summary>
    public static CatalogueEntry? Find(string name) => Entries.FirstOrDefault(e => e.Name == name);

    /// <summary>The entry whose file this is, by its checksum; null where it is none of them.</summary>
    /// <exception cref="NetworkException">The file cannot be read.</exception>
    internal static CatalogueEntry? Identify(string path)
    {
        // The length is compared first so that other files, which may be large, need not be read.
        var file = new FileInfo(path);
        return file.Exists
            ? Entries.FirstOrDefault(e => e.Bytes == file.Length && e.Checksum == Checksum.Of(path, e.Checksum.Algorithm))
            : null;
    }
}
