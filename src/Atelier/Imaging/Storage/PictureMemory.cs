using Atelier.Imaging;
using Atelier.Imaging.Storage;
using Atelier.Networks.Runtime;
using Atelier.Optimization;

namespace Atelier;

/// <summary>Whether the pictures of a run fit the memory or the disk, known before any is decoded.</summary>
internal static class PictureMemory
{
    private const int BytesPerPixel = 3 * sizeof(float);
    private const int BytesPerPixelWithAlpha = 4 * sizeof(float);

    // Where nothing is painted: the content as it was read, the result, and its integers while it is written.
    private const int BytesOfResult = BytesPerPixel + (4 * sizeof(ushort));

    /// <summary>
    /// Refuses pictures that are too large to be held as a run needs them (<see cref="NeededSize"/>). Where something is painted the
    /// memory of that is looked at later, by its plan.
    /// </summary>
    /// <param name="options">The options of the run.</param>
    /// <param name="content">The content picture's file.</param>
    /// <param name="others">The files of styles and masks.</param>
    /// <exception cref="StylizeException">They do not fit; the message says what would help.</exception>
    /// <exception cref="PictureException">A file is missing, or no picture.</exception>
    public static void Require(StylizeOptions options, string content, IReadOnlyList<string> others)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(others);
        var of = PictureReader.Inspect(content);
        var size = PictureReader.SizeFor(of.Width, of.Height, NeededSize.OfContent(options));
        var result = PictureResizer.SizeFor(of.Width, of.Height, options.Size);
        var need = Bytes(of, size) + others.Distinct().Select(o => PictureReader.Inspect(o))
            .Sum(o => Bytes(o, PictureReader.SizeFor(o.Width, o.Height, NeededSize.OfStyle(options, o.Width, o.Height))))
            + (Unpainted.Is(options) ? (long)result.Width * result.Height * BytesOfResult : 0);
        if (options.Scratch is { } folder)
        {
            if (TemporaryMappedFile.FreeBytes(folder) is var space && need > space)
            {
                throw new StylizeException(new Message(
                    MessageCodes.TooLittleDisk,
                    $"{new OptionName("scratch")} {new FileName(folder)} is too small: the pictures of this run take {MemorySize.Text(need)}, {MemorySize.Text(space)} are free; free some, name another folder, or give a smaller {new OptionName("size")}.",
                    "scratch"));
            }

            return;
        }

        var free = AvailableMemory.Bytes();
        var budget = MemoryPlan.BudgetOf(options, free);
        if (need > budget)
        {
            FormattableString given = options.Memory is { } memory && memory.Bytes <= free
                ? (FormattableString)$"{new OptionName("memory")} allows {memory}"
                : $"only {MemorySize.Text(budget)} can be used";
            throw new StylizeException(
                MessageCodes.TooLittleMemory,
                $"The pictures of this run take {MemorySize.Text(need)} of memory ({new FileName(content)} is {of.Width}×{of.Height} pixels), but {given}: use {new OptionName("scratch")} FOLDER with {MemorySize.Text(need)} free, or a smaller {new OptionName("size")}, or more memory.");
        }
    }

    private static long Bytes(PictureHeader header, (int Width, int Height) size) =>
        (long)size.Width * size.Height * (header.HasAlpha ? BytesPerPixelWithAlpha : BytesPerPixel);
}
