using NetVips;

namespace Atelier.Imaging;

/// <summary>Brings the colours of a file to sRGB, as integers of 8 or 16 bits.</summary>
internal static class SrgbConversion
{
    private const string ProfileField = "icc-profile-data";

    private static readonly Lazy<byte[]> LazyProfile = new(static () => Image.ProfileLoad("srgb"));

    /// <summary>The sRGB profile that is embedded in written files.</summary>
    public static byte[] Profile => LazyProfile.Value;

    /// <summary>Converts a picture as stored.</summary>
    /// <returns>Grey or RGB, with or without alpha (1 to 4 bands), 8 or 16 bits.</returns>
    /// <exception cref="PictureException">The channels have another type than 8 or 16 bits, or their number makes no sense.</exception>
    /// <exception cref="VipsException">The file is damaged.</exception>
    public static Image Convert(OpenPicture file, Action<Message>? warn)
    {
        var name = file.Name;
        var stored = file.Image;
        if (stored.Format is not (Enums.BandFormat.Uchar or Enums.BandFormat.Ushort))
        {
            throw new PictureException(
                MessageCodes.PictureDamaged, $"{name} has {Words(stored.Format)} a channel: expected unsigned integers of 8 or 16 bits; convert it to unsigned 16 bits.");
        }

        var channels = ColourChannels(stored)
            ?? throw new PictureException(
                MessageCodes.PictureDamaged, $"{name} has colours of kind {stored.Interpretation} in {stored.Bands} channels: expected grey, RGB or CMYK; convert it to RGB.");
        using var full = FullRange(stored, file.Format);
        using var bare = full.ExtractBand(0, n: channels);
        using var colour = Described(bare, file, channels, name, warn);
        using var srgb = ColourToSrgb(colour, isCmyk: channels == 4, name, warn);

        // Further channels belong to a program and are not shown.
        if (file.AlphaBand(channels) is not { } band)
        {
            if (stored.Bands > channels)
            {
                warn?.Invoke(new Message(
                    MessageCodes.ChannelUnused, $"{name} has a channel beside its colours that it does not call an opacity; the channel is not used."));
            }

            return srgb.Copy();
        }

        using var alpha = full.ExtractBand(band);
        using var alphaOfDepth = alpha.Format == srgb.Format ? alpha.Copy() : (alpha * 257).Cast(Enums.BandFormat.Ushort);
        return srgb.Bandjoin(alphaOfDepth);
    }

    /// <summary>Whether a picture as stored has opacities.</summary>
    public static bool HasAlpha(OpenPicture file) => ColourChannels(file.Image) is { } channels ? file.AlphaBand(channels) is not null : file.Image.HasAlpha();

    private static string Words(Enums.BandFormat format) => format switch
    {
        Enums.BandFormat.Char => "signed integers of 8 bits",
        Enums.BandFormat.Short => "signed integers of 16 bits",
        Enums.BandFormat.Int => "signed integers of 32 bits",
        Enums.BandFormat.Uint => "integers of 32 bits",
        Enums.BandFormat.Float => "floating-point numbers of 32 bits",
        Enums.BandFormat.Double => "floating-point numbers of 64 bits",
        _ => "complex numbers",
    };

    private static int? ColourChannels(Image image) => image.Interpretation switch
    {
        Enums.Interpretation.Bw or Enums.Interpretation.Grey16 => 1,
        Enums.Interpretation.Srgb or Enums.Interpretation.Rgb or Enums.Interpretation.Rgb16 when image.Bands >= 3 => 3,
        Enums.Interpretation.Cmyk when image.Bands >= 4 => 4,
        Enums.Interpretation.Multiband when image.Bands <= 2 => 1,
        Enums.Interpretation.Multiband when image.Bands <= 4 => 3,
        _ => null,
    };

    // The picture with the profile that counts. A PNG file may describe it in numbers, or have one too damaged for libvips to pass on.
    private static Image Described(Image colour, OpenPicture file, int channels, IFormattable name, Action<Message>? warn)
    {
        if (file.Png is not { } png)
        {
            return colour.Copy();
        }

        if (png.Cicp is { } cicp && !CodedColours.IsKnown(cicp))
        {
            var instead = colour.Contains(ProfileField) ? "its profile says" : "sRGB";
            warn?.Invoke(new Message(
                MessageCodes.ProfileUnused,
                $"{name} has colours of kind {cicp.Primaries}/{cicp.Transfer} (cICP), such as high dynamic range, which cannot be read; they were read as {instead}."));
            return colour.Copy();
        }

        if (CodedColours.ProfileOf(png, channels == 1) is { } profile)
        {
            return colour.Mutate(image => image.Set(GValue.BlobType, ProfileField, profile));
        }

        if (png.Cicp is not null)
        {
            return colour.Contains(ProfileField) ? colour.Mutate(image => image.Remove(ProfileField)) : colour.Copy(); // sRGB
        }

        if (png.HasProfile && !colour.Contains(ProfileField))
        {
            warn?.Invoke(UnusableProfile(name, "sRGB"));
        }

        return colour.Copy();
    }

    private static Message UnusableProfile(IFormattable name, string instead) =>
        new(MessageCodes.ProfileUnused, $"{name} has a colour profile that cannot be used; its colours were read as {instead}.");

    // libvips moves the 10 or 12 bits of an AVIF file to the top of 16 and leaves zeros below, so that white is not quite white.
    private static Image FullRange(Image image, PictureFormat format)
    {
        if (format != PictureFormat.Avif || image.Format != Enums.BandFormat.Ushort || !image.Contains("bits-per-sample"))
        {
            return image.Copy();
        }

        var bits = (int)image.Get("bits-per-sample");
        var white = ((1 << bits) - 1) << (16 - bits);
        using var scaled = image * (65535.0 / white);
        using var rounded = scaled.Rint();
        return rounded.Cast(Enums.BandFormat.Ushort);
    }

    private static Image ColourToSrgb(Image colour, bool isCmyk, IFormattable name, Action<Message>? warn)
    {
        var profile = colour.Contains(ProfileField) ? (byte[])colour.Get(ProfileField) : null;

        // Files of Atelier give the same bits again: the conversion would move values by a few 65,535ths.
        if (profile is not null && !isCmyk && profile.AsSpan().SequenceEqual(Profile))
        {
            return colour.Copy();
        }

        if (profile is not null)
        {
            if (TryToSrgb(colour) is { } converted)
            {
                return converted;
            }

            warn?.Invoke(UnusableProfile(name, isCmyk ? "common CMYK" : "sRGB"));
        }

        if (!isCmyk)
        {
            return colour.Copy();
        }

        using var plain = profile is null ? colour.Copy() : colour.Mutate(static image => image.Remove(ProfileField));
        return ToSrgb(plain, inputProfile: "cmyk");
    }

    // By the embedded profile; null where libvips would take a profile of its own choice instead, of which it only warns.
    private static Image? TryToSrgb(Image colour)
    {
        _ = Vips.TakeWarning();
        try
        {
            var converted = ToSrgb(colour, inputProfile: null);
            if (Vips.TakeWarning() is null)
            {
                return converted;
            }

            converted.Dispose();
            return null;
        }
        catch (VipsException)
        {
            return null;
        }
    }

    // Relative colorimetric with black point compensation: colours inside sRGB do not change, and shadows keep their detail.
    private static Image ToSrgb(Image colour, string? inputProfile) => colour.IccTransform(
        "srgb", intent: Enums.Intent.Relative, blackPointCompensation: true, embedded: inputProfile is null, inputProfile: inputProfile, depth: 16);
}
