using System.Net;
using System.Net.Sockets;
using RegistryJanitor.GitMirror.Configuration;

namespace RegistryJanitor.GitMirror.Fetching;

/// <summary>Looks the upstream's host up once, judges the addresses, and makes git use one of those: a second look could be answered otherwise.</summary>
/// <param name="rules">Whether private addresses are allowed.</param>
public sealed class AddressPin(UrlRules rules)
{
    /// <summary><c>host:port:address</c> for <c>http.curloptResolve</c>; null where nothing is forbidden, so nothing is pinned.</summary>
    /// <exception cref="MirrorException">No address, or one that is forbidden.</exception>
    public async Task<string?> OfAsync(GitUrl upstream, CancellationToken cancel)
    {
        if (rules.AllowPrivate)
            return null;
        var addresses = await ResolveAsync(upstream.Host, cancel);
        // One bad address condemns all: which of them git would take is chance.
        if (addresses.FirstOrDefault(PrivateAddresses.Contains) is { } refused)
            throw new MirrorException(new MirrorFault.PrivateAddress(refused.ToString()));
        // An address is looked up by nobody, and libcurl cannot read one in the place of a name.
        if (IPAddress.TryParse(upstream.Host, out _))
            return null;
        return $"{upstream.Host}:{upstream.Port}:{string.Join(',', addresses.Select(Written))}";
    }

    private static async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancel)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(host, cancel) is [_, ..] addresses ? addresses : throw new MirrorException(new MirrorFault.NameUnknown());
        }
        catch (SocketException)
        {
            throw new MirrorException(new MirrorFault.NameUnknown());
        }
    }

    private static string Written(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
}
