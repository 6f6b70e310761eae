using System.Globalization;
using System.Net;

namespace RegistryJanitor.Lifecycle.References;

/// <summary>Names of registries: a host, with a port where it has one.</summary>
public static class RegistryHost
{
    /// <summary>Docker Hub, as references name it. It is reached at <c>registry-1.docker.io</c>.</summary>
    public const string DockerHub = "docker.io";

    private static readonly string[] s_namesOfDockerHub = ["docker.io", "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com", "hub.docker.com"];

    /// <summary>The names under which configurations know Docker Hub; the first is ours.</summary>
    public static IReadOnlyList<string> NamesOfDockerHub => s_namesOfDockerHub;

    /// <summary>In lower case, without port 443, and one name for Docker Hub.</summary>
    public static string Canonical(string registry)
    {
        var host = registry.ToLowerInvariant();
        if (host.EndsWith(":443", StringComparison.Ordinal))
            host = host[..^4];
        return Array.Exists(s_namesOfDockerHub, name => name.Equals(host, StringComparison.Ordinal)) ? DockerHub : host;
    }

    /// <summary>Whether a text is the name of a host, with a port or without one.</summary>
    public static bool IsOne(string text)
    {
        var bracket = text.IndexOf(']', StringComparison.Ordinal);
        var colon = text.IndexOf(':', bracket + 1);
        var (host, port) = colon < 0 ? (text, null) : (text[..colon], text[(colon + 1)..]);
        if (port is not null && !(port.Length <= 5 && int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= IPEndPoint.MaxPort))
            return false;
        if (host is ['[', .. var address, ']'])
            return address.Contains(':', StringComparison.Ordinal) && IPAddress.TryParse(address, out _);
        return host.Length <= 253 && Array.TrueForAll(host.Split('.'), IsLabel);
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-');
}
