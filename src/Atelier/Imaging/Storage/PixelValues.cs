using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Atelier.Imaging.Storage;

/// <summary>
/// The values of a picture, row by row: an array, or a file of a <see cref="PictureScratch"/> that is mapped into memory. Who goes
/// through large ones does so with <see cref="PictureRows"/>, which lets go of what was looked at.
/// </summary>
[CollectionBuilder(typeof(PixelValues), nameof(Of))]
public sealed unsafe class PixelValues : IReadOnlyList<float>
{
    private readonly float[]? _array;
    private readonly TemporaryMappedFile? _file;

    private PixelValues(float[] array) => (_array, Count) = (array, array.Length);

    private PixelValues(TemporaryMappedFile file, int count) => (_file, Count) = (file, count);

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <inheritdoc cref="Count"/>
    public int Length => Count;

    /// <summary>All of them, to read and to write.</summary>
    /// <exception cref="ObjectDisposedException">They lay in a file of a <see cref="PictureScratch"/> that is disposed.</exception>
    public Span<float> Span => _file is null ? _array : new Span<float>((void*)_file.Start, Count);

    /// <summary>Whether they lie in a file.</summary>
    internal bool IsInFile => _file is not null;

    /// <summary>One of them.</summary>
    public float this[int index] => Span[index];

    /// <summary>Wraps an array without copying it; null stays null.</summary>
    [return: NotNullIfNotNull(nameof(values))]
    public static implicit operator PixelValues?(float[]? values) => values is null ? null : new PixelValues(values);

    /// <summary>A copy of some values, in memory.</summary>
    public static PixelValues Of(ReadOnlySpan<float> values) => new(values.ToArray());

    /// <summary>Some of them, to read and to write.</summary>
    /// <param name="start">The first.</param>
    /// <param name="length">How many.</param>
    public Span<float> AsSpan(int start, int length) => Span.Slice(start, length);

    /// <summary>A copy in memory.</summary>
    public float[] ToArray() => Span.ToArray();

    /// <inheritdoc/>
    public IEnumerator<float> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Room for the values of a picture, whatever they are; in a file where this thread has a folder for large ones.</summary>
    /// <param name="width">The picture's width.</param>
    /// <param name="height">The picture's height.</param>
    /// <param name="channels">Values of a pixel.</param>
    /// <exception cref="PictureException">There are more values than an array can have.</exception>
    /// <exception cref="StylizeException">There is no room on the disk.</exception>
    internal static PixelValues Empty(int width, int height, int channels)
    {
        var values = (long)width * height * channels;
        if (values > Array.MaxLength)
        {
            throw new PictureException(
                MessageCodes.PictureTooLarge,
                $"A picture of {width:N0}×{height:N0} pixels with {channels} values each is larger than can be held, which is {Array.MaxLength:N0} values; give a smaller size.");
        }

        var count = (int)values;
        return PictureScratch.Take((long)count * sizeof(float)) is { } file ? new PixelValues(file, count) : GC.AllocateUninitializedArray<float>(count);
    }

    /// <summary>The same values as vectors.</summary>
    internal Span<T> As<T>()
        where T : unmanaged => MemoryMarshal.Cast<float, T>(Span);

    /// <summary>Gives a file back before its folder is done with. Nobody may look at the values any more.</summary>
    internal void Release() => _file?.Dispose();
}
