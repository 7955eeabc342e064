namespace Atelier.Studio.Bursts;

/// <summary>The connection of a request that may be answered on the thread that answers all.</summary>
internal interface IBurstFeature
{
    /// <summary>Whether what comes in is handed to other threads: something on this connection takes long.</summary>
    bool IsElsewhere { get; set; }
}
