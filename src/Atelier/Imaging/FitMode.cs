namespace Atelier.Imaging;

/// <summary>How a picture is brought to another shape.</summary>
public enum FitMode
{
    /// <summary>Each side is resized on its own: the shape is distorted.</summary>
    Stretch,

    /// <summary>The picture is resized until it covers the shape, and cropped evenly.</summary>
    Cover,
}
