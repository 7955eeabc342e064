using Atelier.Imaging;
using Atelier.Imaging.Storage;

namespace Atelier.Cli.Batches;

/// <summary>The content picture of a batch that is painted now, in each style. There are never two.</summary>
/// <param name="options">The options of every run.</param>
/// <param name="warn">Told of what may surprise of a file.</param>
internal sealed class BatchContent(StylizeOptions options, Action<string, Message> warn) : IDisposable
{
    private PictureScratch? _place;
    private string? _path;
    private Picture? _picture;

    /// <summary>The picture of a file, which is read where it is not the one that is there.</summary>
    /// <exception cref="PictureException">It cannot be read.</exception>
    /// <exception cref="StylizeException">It is too large for the memory, or for the disk.</exception>
    public Picture Of(string path)
    {
        if (_picture is null || _path != path)
        {
            Dispose();
            PictureMemory.Require(options, path, []); // the styles are there already
            _place = PictureScratch.In(options.Scratch);
            _picture = PictureReader.ReadFor(path, NeededSize.OfContent(options), null, warning => warn(path, warning));
            _path = path;
        }

        return _picture;
    }

    public void Dispose()
    {
        (_path, _picture) = (null, null);
        _place?.Dispose();
        _place = null;
    }
}
