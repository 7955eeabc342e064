namespace Atelier.Imaging;

/// <summary>
/// Files of the values of a camera's sensor. A program must develop them to a picture first; the only picture that can be decoded in such a
/// file is a small preview.
/// </summary>
internal static class CameraRaw
{
    // Formats that are TIFF inside: of a plain TIFF with such a name, too, the first page is a preview.
    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".3fr", ".arw", ".cr2", ".cr3", ".crw", ".dcr", ".dng", ".erf", ".fff", ".gpr", ".iiq", ".kdc", ".mef", ".mos", ".mrw", ".nef", ".nrw", ".orf",
        ".pef", ".raf", ".raw", ".rw2", ".rwl", ".sr2", ".srf", ".srw", ".x3f",
    };

    /// <summary>Whether a file begins as one does that is not TIFF inside, or as Canon's and Phase One's, which are.</summary>
    public static bool IsRaw(ReadOnlySpan<byte> start) => start switch
    {
        [(byte)'I', (byte)'I', (byte)'R', (byte)'O' or (byte)'S', ..] or [(byte)'M', (byte)'M', (byte)'O', (byte)'R', ..] => true, // ORF
        [(byte)'I', (byte)'I', (byte)'U', 0, ..] => true, // RW2
        [(byte)'I', (byte)'I', 42, 0, _, _, _, _, (byte)'C', (byte)'R', ..] => true, // CR2
        [(byte)'I', (byte)'I', 42, 0, _, _, _, _, (byte)'I', (byte)'I', (byte)'I', (byte)'I', ..] => true, // IIQ
        [(byte)'I', (byte)'I', 26, 0, 0, 0, (byte)'H', (byte)'E', (byte)'A', (byte)'P', ..] => true, // CRW
        [0, (byte)'M', (byte)'R', (byte)'M', ..] or [(byte)'F', (byte)'O', (byte)'V', (byte)'b', ..] => true, // MRW, X3F
        _ => start.StartsWith("FUJIFILMCCD-RAW"u8) || (start.Length >= 12 && start[4..12].SequenceEqual("ftypcrx "u8)), // RAF, CR3
    };

    /// <summary>Whether a file has the name of one.</summary>
    public static bool HasRawName(string? path) => Extensions.Contains(Path.GetExtension(path) ?? "");

    /// <summary>The error for one.</summary>
    public static PictureException Refused(IFormattable name) => new(
        MessageCodes.PictureRaw,
        $"{name} is a camera raw file, not a finished picture: develop it in a raw converter or photo program, save it as TIFF or JPEG, and give that file.");
}
