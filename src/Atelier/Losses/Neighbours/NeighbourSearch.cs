using Atelier.Losses.Features;
using static TorchSharp.torch;

namespace Atelier.Losses.Neighbours;

/// <summary>The neighbours of the picture's positions in the styles of their areas: found for a picture, and held until they are found anew.</summary>
/// <param name="inputs">The pictures.</param>
internal sealed class NeighbourSearch(ObjectiveInputs inputs) : IDisposable
{
    private readonly List<NeighbourArea> _areas = [.. inputs.Pictures.Areas.Select(a => new NeighbourArea(inputs, a))];

    /// <summary>The style position that is the neighbour of each position, (h, w), int64, of each area.</summary>
    public IReadOnlyList<Tensor> Neighbours => [.. _areas.Select(a => a.Neighbours)];

    /// <summary>The losses of all areas and layers.</summary>
    public IReadOnlyList<FeatureLoss> Losses() => [.. _areas.SelectMany(a => a.Losses())];

    /// <summary>Finds the neighbours anew.</summary>
    /// <param name="picture">The picture, (1, 3, H, W).</param>
    public void Match(Tensor picture)
    {
        using var noGradients = no_grad();
        using var maps = new AlignedMaps(inputs, picture);
        _areas.ForEach(a => a.Match(maps));
    }

    /// <summary>Goes on with the neighbours that <see cref="Neighbours"/> gave before.</summary>
    public void Restore(IReadOnlyList<Tensor> neighbours)
    {
        foreach (var (area, map) in _areas.Zip(neighbours))
        {
            area.Take(map);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _areas.ForEach(a => a.Dispose());
}
