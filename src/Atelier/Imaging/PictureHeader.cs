namespace Atelier.Imaging;

/// <summary>The header of a picture file, which is read without decoding pixels.</summary>
/// <param name="Width">The width in pixels as displayed: after the EXIF orientation.</param>
/// <param name="Height">The height in pixels as displayed: after the EXIF orientation.</param>
/// <param name="Format">The format of the content; the name plays no part.</param>
/// <param name="HasAlpha">Whether there is a channel of transparency.</param>
/// <param name="BitsPerChannel">The bits of each channel as stored: 1 to 16.</param>
public sealed record PictureHeader(int Width, int Height, PictureFormat Format, bool HasAlpha, int BitsPerChannel);
