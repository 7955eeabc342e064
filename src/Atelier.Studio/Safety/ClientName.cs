using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Atelier.Studio.Safety;

/// <summary>The client behind a request: its key, else its address. The queue takes turns by client, and rates are limited by client.</summary>
internal static class ClientName
{
    private const string Item = "atelier.client";
    private const int NetworkBytes = 8;

    public static string Of(HttpContext context) => OfKey(context) ?? OfAddress(context);

    /// <summary>The name by the key that the request has shown; null where it has shown none.</summary>
    public static string? OfKey(HttpContext context) => context.Items[Item] as string;

    /// <summary>The name by the address. Of an IPv6 address the network counts, because one client has all addresses of a network.</summary>
    public static string OfAddress(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        if (address is { IsIPv4MappedToIPv6: true })
        {
            address = address.MapToIPv4();
        }

        if (address is { AddressFamily: AddressFamily.InterNetworkV6 } && !IPAddress.IsLoopback(address))
        {
            var bytes = address.GetAddressBytes();
            bytes.AsSpan(NetworkBytes).Clear();
            return $"address:{new IPAddress(bytes)}/{NetworkBytes * 8}";
        }

        return $"address:{address}";
    }

    public static void Set(HttpContext context, string name) => context.Items[Item] = name;
}
