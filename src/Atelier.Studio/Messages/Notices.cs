using Atelier.Client;

namespace Atelier.Studio.Messages;

/// <summary>What the library says, for clients of the studio.</summary>
internal static class Notices
{
    /// <summary>A message with its code, and with names as clients know them.</summary>
    public static Notice Of(Message message) => new(message.Code, message.ToString(JobNames.Instance));
}
