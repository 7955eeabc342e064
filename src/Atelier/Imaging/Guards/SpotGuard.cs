namespace Atelier.Imaging.Guards;

/// <summary>
/// Finds spots: small isolated blobs of extreme, saturated colour that is rare in both inputs, and more of them than the inputs have
/// themselves.
/// </summary>
internal static class SpotGuard
{
    private const int LeastSpots = 3;

    // The eye takes smaller ones for the grain of the paint.
    private const int LeastPixels = 5;
    private const double RareShare = 5e-4;

    /// <summary>The fault in a sentence, or null.</summary>
    public static Message? Check(Picture picture, IReadOnlyList<Picture> inputs)
    {
        var palettes = inputs.Select(i => new Palette(i)).ToArray();
        var spots = Foreign(picture);
        var usual = inputs.Max(i => (double)Foreign(i).Count / ((double)i.Width * i.Height)) * picture.Width * picture.Height;
        if (spots.Count < LeastSpots || spots.Count <= 2 * usual)
        {
            return null;
        }

        var largest = spots.MaxBy(s => s.Pixels);
        return new Message(
            MessageCodes.GuardSpots,
            $"Spots: {spots.Count} isolated spots of a colour that neither input has, the largest of {largest.Pixels} pixels at ({largest.X}, {largest.Y}); a higher {new OptionName("tv-weight")} or {new OptionName("range-weight")}, or {new OptionName("precision")} float32, helps.");

        List<Spot> Foreign(Picture p) => [.. SpotFinder.Find(p).Where(s => s.Pixels >= LeastPixels && palettes.All(a => a.ShareOf(s.Red, s.Green, s.Blue) < RareShare))];
    }
}

/// <summary>A small blob of extreme colour.</summary>
/// <param name="X">Its first pixel's column.</param>
/// <param name="Y">Its first pixel's row.</param>
/// <param name="Pixels">How many pixels it has.</param>
/// <param name="Red">Its mean red, 0 to 1.</param>
/// <param name="Green">Its mean green.</param>
/// <param name="Blue">Its mean blue.</param>
internal readonly record struct Spot(int X, int Y, int Pixels, float Red, float Green, float Blue);
