using System.Net;
using System.Net.Sockets;

namespace RegistryJanitor.Oci;

/// <summary>
/// Tells a registry that speaks http unless somebody says otherwise: this machine, private addresses (RFC 1918, RFC 4193), names without a dot (a compose service), and those ending in
/// .local, .internal or .localhost.
/// </summary>
public static class NearbyRegistry
{
    private static readonly string[] s_localEndings = [".local", ".internal", ".localhost"];

    /// <summary>Whether it is one.</summary>
    /// <param name="registry">Host, and perhaps a port.</param>
    public static bool Is(string registry)
    {
        var colon = registry.LastIndexOf(':');
        var host = colon > registry.LastIndexOf(']') ? registry[..colon] : registry;
        if (IPAddress.TryParse(host, out var address))
            return IsPrivate(address);
        return !host.Contains('.', StringComparison.Ordinal) || Array.Exists(s_localEndings, ending => host.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsPrivate(IPAddress address) => address.AddressFamily is AddressFamily.InterNetworkV6
        ? IPAddress.IsLoopback(address) || address.IsIPv6UniqueLocal
        : address.GetAddressBytes() is [10 or 127, ..] or [172, >= 16 and <= 31, ..] or [192, 168, ..];
}
