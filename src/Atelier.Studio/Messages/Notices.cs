using Atelier.Client;

namespace Atelier.Studio.Messages;

/// <summary>Errors and warnings of the library as clients of the studio get them.</summary>
internal static class Notices
{
    /// <summary>A message with its code, and with names as clients know them.</summary>
    public static Notice Of(Message message) => new(message.Code, message.ToString(JobNames.Instance));
}
