namespace Atelier.Networks.Catalogue;

/// <summary>A network that is published somewhere and that Atelier knows by its checksum.</summary>
public sealed record CatalogueEntry
{
    /// <summary>Its name in commands.</summary>
    public required string Name { get; init; }

    /// <summary>Its description, in one line.</summary>
    public required string Description { get; init; }

    /// <summary>The published URLs of the same file, in the order in which they are tried.</summary>
    public required IReadOnlyList<Uri> Urls { get; init; }

    /// <summary>The exact length of the file in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>The checksum of the whole file, as its publisher gives it.</summary>
    public required Checksum Checksum { get; init; }

    /// <summary>The licence of the weights.</summary>
    public required string Licence { get; init; }

    /// <summary>The publication to cite.</summary>
    public required string Citation { get; init; }

    /// <summary>The input convention of the network.</summary>
    public required InputConventionName Convention { get; init; }
}
