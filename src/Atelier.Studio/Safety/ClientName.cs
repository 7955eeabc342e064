using Microsoft.AspNetCore.Http;

namespace Atelier.Studio.Safety;

/// <summary>Whose request it is: that of a key, else of an address. By it the queue is fair, and rates are limited.</summary>
internal static class ClientName
{
    private const string Item = "atelier.client";

    /// <summary>The name.</summary>
    public static string Of(HttpContext context) =>
        context.Items[Item] as string ?? $"address:{context.Connection.RemoteIpAddress}";

    /// <summary>Names a request by its key.</summary>
    public static void Set(HttpContext context, string name) => context.Items[Item] = name;
}
