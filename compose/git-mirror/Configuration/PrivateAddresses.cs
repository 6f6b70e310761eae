using System.Net;

namespace RegistryJanitor.GitMirror.Configuration;

/// <summary>
/// Addresses behind which no public server stands, but perhaps one that trusts whoever reaches it: this machine, private and link-local networks with the
/// metadata services of clouds, shared and special ranges (RFC 6890).
/// </summary>
public static class PrivateAddresses
{
    private static readonly IPNetwork[] s_ranges =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15",
            "224.0.0.0/4", "240.0.0.0/4", "::/128", "::1/128", "64:ff9b:1::/48", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(range => IPNetwork.Parse(range)),
    ];

    private static readonly IPNetwork s_translated = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>Whether an address is one of them, also where IPv6 only wraps an IPv4 address.</summary>
    public static bool Contains(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        else if (s_translated.Contains(address))
            address = new IPAddress(address.GetAddressBytes().AsSpan(12));
        return Array.Exists(s_ranges, range => range.Contains(address));
    }
}
