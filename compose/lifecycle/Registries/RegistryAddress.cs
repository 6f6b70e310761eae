using System.Net;
using System.Net.Sockets;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.References;

namespace RegistryJanitor.Lifecycle.Registries;

/// <summary>Where registries are reached.</summary>
/// <param name="section">What the file says of them.</param>
public sealed class RegistryAddress(RegistrySection section)
{
    private const string HostOfDockerHub = "registry-1.docker.io";

    private static readonly string[] s_localEndings = [".local", ".internal", ".localhost"];

    /// <summary>
    /// Whether a registry speaks http: this machine, private addresses, names without a dot (a compose service), those ending in .local, .internal or .localhost, and
    /// what the file says. build-runner decides alike.
    /// </summary>
    public bool IsPlainHttp(string registry)
    {
        if (section.Secure.Contains(registry, StringComparer.OrdinalIgnoreCase))
            return false;
        if (section.Insecure.Contains(registry, StringComparer.OrdinalIgnoreCase))
            return true;
        var colon = registry.LastIndexOf(':');
        var host = colon > registry.LastIndexOf(']') ? registry[..colon] : registry;
        if (IPAddress.TryParse(host, out var address))
            return IsPrivate(address);
        return !host.Contains('.', StringComparison.Ordinal) || Array.Exists(s_localEndings, ending => host.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The root of a registry's API.</summary>
    public Uri Root(string registry) =>
        new($"{(IsPlainHttp(registry) ? "http" : "https")}://{(registry.Equals(RegistryHost.DockerHub, StringComparison.Ordinal) ? HostOfDockerHub : registry)}/v2/");

    private static bool IsPrivate(IPAddress address) => address.AddressFamily is AddressFamily.InterNetworkV6
        ? IPAddress.IsLoopback(address) || address.IsIPv6UniqueLocal
        : address.GetAddressBytes() is [10 or 127, ..] or [172, >= 16 and <= 31, ..] or [192, 168, ..];
}
