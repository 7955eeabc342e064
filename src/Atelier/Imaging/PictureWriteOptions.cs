namespace Atelier.Imaging;

/// <summary>How a picture is written.</summary>
public sealed record PictureWriteOptions
{
    /// <summary>The default options.</summary>
    public static PictureWriteOptions Default { get; } = new();

    /// <summary>
    /// The quality of JPEG, WebP and AVIF, 1 to 100; 92 unless set. From 90 on colours keep their full resolution. An AVIF file
    /// of a picture with alpha is written without loss whatever the quality, since its alpha would lose as much as its colours.
    /// </summary>
    public int Quality { get; init; } = 92;

    /// <summary>Bits a channel: 8, or 16 for PNG and TIFF; 8 unless set.</summary>
    public int BitDepth { get; init; } = 8;

    /// <summary>
    /// The part of the photograph's metadata that is written; <see cref="KeptMetadata.Keep"/> unless set. Fields that describe the
    /// photograph's own pixels, such as its size and its thumbnail, are never written.
    /// </summary>
    public KeptMetadata Metadata { get; init; } = KeptMetadata.Keep;

    /// <summary>
    /// The recipe that goes into the file's metadata as an XMP packet, as JSON; null for none. A JPEG file holds at most
    /// 65,000 bytes and goes without a longer one: see <see cref="CanKeepRecipe"/>. Where <see cref="Metadata"/> is none it is left out.
    /// </summary>
    public string? Recipe { get; init; }

    /// <summary>Whether a file of this name has room for <see cref="Recipe"/>, if it shall have it.</summary>
    /// <exception cref="PictureException">The extension is unknown or missing.</exception>
    public bool CanKeepRecipe(string path) =>
        Recipe is null || Metadata == KeptMetadata.None || RecipePacket.Fits(RecipePacket.Of(Recipe), WriteTarget.Format(path));

    /// <summary>Checks the options for a format.</summary>
    /// <exception cref="OptionsException">A value is out of range, or the format cannot have 16 bits.</exception>
    internal void Validate(PictureFormat format)
    {
        var faults = new List<Message>();
        if (Quality is < 1 or > 100)
        {
            faults.Add(new Message(MessageCodes.OptionInvalid, $"{new OptionName("quality")} must be 1 to 100, not {Quality}", "quality"));
        }

        if (BitDepth is not (8 or 16))
        {
            faults.Add(new Message(MessageCodes.OptionInvalid, $"{new OptionName("bit-depth")} must be 8 or 16, not {BitDepth}", "bit-depth"));
        }
        else if (BitDepth == 16 && !format.Has16Bits())
        {
            faults.Add(new Message(
                MessageCodes.OptionInvalid, $"{format.Name()} is written with 8 bits a channel, not {new OptionName("bit-depth")} 16: use .png or .tif", "bit-depth"));
        }

        if (faults.Count > 0)
        {
            throw new OptionsException(faults);
        }
    }
}
