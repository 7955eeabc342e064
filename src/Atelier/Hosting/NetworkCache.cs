using Atelier.Losses.Features;
using Atelier.Networks;
using Atelier.Networks.Compact;
using Atelier.Networks.Runtime;
using Atelier.Networks.Store;

namespace Atelier;

/// <summary>Keeps the network that was asked for last, for the runs that follow.</summary>
/// <param name="styles">How many styles it remembers.</param>
/// <param name="load">Loads a network.</param>
internal sealed class NetworkCache(int styles, Func<StylizeOptions, LoadedNetwork> load) : IDisposable
{
    private readonly Lock _lock = new();
    private SharedNetwork? _last;
    private bool _isDisposed;

    /// <summary>How many times the network saw a style.</summary>
    public int Looks => _last?.Styles.Looks ?? 0;

    /// <summary>The network that options ask for; who takes it disposes it.</summary>
    /// <exception cref="ObjectDisposedException">The cache is disposed.</exception>
    /// <inheritdoc cref="NetworkLoader.LoadForRun" path="/exception"/>
    public SharedNetwork Take(StylizeOptions options)
    {
        lock (_lock)
        {
            Require();
            var file = new NetworkStore().Resolve(options.Network);
            var key = (file.Name, file.Path, Drafting.Serves(options, file), options.NetworkInput, options.Device, options.Precision, options.Pooling, options.Padding);
            if (_last?.Key.Equals(key) != true)
            {
                _last?.Dispose();
                _last = null; // there is none where the next cannot be loaded
                _last = new SharedNetwork(key, load(options), new StyleCache { MostStyles = styles });
            }

            return _last.Share();
        }
    }

    /// <summary>Refuses to be used once disposed.</summary>
    /// <exception cref="ObjectDisposedException">It is.</exception>
    public void Require() => ObjectDisposedException.ThrowIf(_isDisposed, typeof(Stylizer));

    /// <summary>Frees the network, or leaves that to the last run that uses it.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _last?.Dispose();
            _last = null;
        }
    }
}

/// <summary>A network with several users, which the last of them frees.</summary>
/// <param name="Key">What the network was loaded by.</param>
/// <param name="Network">The network.</param>
/// <param name="Styles">The statistics of the styles that it saw.</param>
internal sealed record SharedNetwork(object Key, LoadedNetwork Network, StyleCache Styles) : IDisposable
{
    private int _users = 1;

    /// <summary>The same for one more user.</summary>
    public SharedNetwork Share()
    {
        Interlocked.Increment(ref _users);
        return this;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Decrement(ref _users) > 0)
        {
            TensorMemory.Trim();
            return;
        }

        Styles.Dispose();
        Network.Dispose();
    }
}
