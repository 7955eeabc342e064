using Atelier.Checkpoints;
using Atelier.Losses.Features;
using Atelier.Networks;

namespace Atelier;

/// <summary>
/// Several runs with the same options: the network is brought to its device once, and what is seen of a style picture is kept for the
/// content pictures that follow, as long as they are given the same <see cref="Imaging.Picture"/> of it (<see cref="KeptStyles"/>). For one
/// thread at a time.
/// </summary>
public sealed class StylizeSession : IDisposable
{
    private readonly StylizeOptions _options;
    private readonly LoadedNetwork? _network;
    private readonly StyleCache _styles = new();
    private bool _isDisposed;

    /// <summary>Checks the options and loads the network.</summary>
    /// <param name="options">The options of every run.</param>
    /// <exception cref="OptionsException">An option is out of range.</exception>
    /// <exception cref="NetworkException">No network is found, or its file cannot be trusted.</exception>
    /// <exception cref="StylizeException">The engine or the device is missing.</exception>
    public StylizeSession(StylizeOptions options)
        : this(options, Load(options))
    {
    }

    internal StylizeSession(StylizeOptions options, LoadedNetwork? network) => (_options, _network) = (options, network);

    /// <summary>
    /// How many style pictures are kept, with what was seen of them; where more are given, those that were used least recently are given up.
    /// 8 unless set; 0 keeps none.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int KeptStyles
    {
        get => _styles.MostStyles;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _styles.MostStyles = value;
        }
    }

    /// <summary>How many times a style was looked at.</summary>
    internal int Looks => _styles.Looks;

    /// <summary>Runs the method. Synchronous: call it from a thread that may be busy.</summary>
    /// <param name="pictures">The content picture, the styles and the regions.</param>
    /// <param name="progress">Told of every step, synchronously, on the calling thread.</param>
    /// <param name="checkpoints">Where and how often its state is written, and what it goes on from; null for no checkpoints.</param>
    /// <param name="cancellationToken">Ends the run early; the best picture so far is still returned.</param>
    /// <exception cref="ObjectDisposedException">The session is disposed.</exception>
    /// <exception cref="OptionsException">Options do not fit the number of styles or regions, or name a layer that the network does not have.</exception>
    /// <exception cref="PictureException">A picture is too small or too narrow, a mask is empty, or the first picture cannot be read.</exception>
    /// <exception cref="CheckpointException">The checkpoint to go on from is missing, damaged, or that of another run.</exception>
    /// <exception cref="StylizeException">Memory is too small, or the loss is no number.</exception>
    public StylizeResult Run(
        StylizePictures pictures,
        IProgress<StylizeProgress>? progress = null,
        CheckpointSettings? checkpoints = null,
        CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        StyleErrors.Refuse(_options, pictures);
        return _network is null
            ? Unpainted.Run(pictures, _options)!
            : Stylizer.Run(
                _network, pictures, _options, new RunServices { Progress = progress, Checkpoints = checkpoints, Styles = _styles }, cancellationToken);
    }

    /// <summary>Frees the network and what was kept.</summary>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        _styles.Dispose();
        _network?.Dispose();
    }

    // Where nothing is painted there is none.
    private static LoadedNetwork? Load(StylizeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return Unpainted.Is(options) ? null : NetworkLoader.LoadForRun(options);
    }
}
