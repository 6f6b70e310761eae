using System.Net;
using System.Net.Sockets;

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
            "192.88.99.0/24", "224.0.0.0/4", "240.0.0.0/4", "::/128", "::1/128", "64:ff9b:1::/48", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(range => IPNetwork.Parse(range)),
    ];

    /// <summary>IPv6 addresses that stand for an IPv4 address, and the byte at which it begins; Teredo's (RFC 4380) is that of its client, with every bit turned.</summary>
    private static readonly (IPNetwork Range, int Begins, byte Turned)[] s_wraps =
    [
        (IPNetwork.Parse("::/96"), 12, 0), (IPNetwork.Parse("::ffff:0:0/96"), 12, 0), (IPNetwork.Parse("::ffff:0:0:0/96"), 12, 0), (IPNetwork.Parse("64:ff9b::/96"), 12, 0),
        (IPNetwork.Parse("2002::/16"), 2, 0), (IPNetwork.Parse("2001::/32"), 4, 0), (IPNetwork.Parse("2001::/32"), 12, 0xff),
    ];

    /// <summary>Whether an address is one of them, also where IPv6 only wraps an IPv4 address.</summary>
    public static bool Contains(IPAddress address)
    {
        if (address.AddressFamily is not AddressFamily.InterNetworkV6)
            return Array.Exists(s_ranges, range => range.Contains(address));
        // A scope is no part of the address, and hides it from the comparison.
        var bytes = address.GetAddressBytes();
        var bare = new IPAddress(bytes);
        return Array.Exists(s_ranges, range => range.Contains(bare))
            || Array.Exists(s_wraps, wrap => wrap.Range.Contains(bare) && Contains(new IPAddress([.. bytes.Skip(wrap.Begins).Take(4).Select(one => (byte)(one ^ wrap.Turned))])));
    }
}
