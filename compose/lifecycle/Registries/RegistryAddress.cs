using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Registries;

/// <summary>Where registries are reached.</summary>
/// <param name="section">What the file says of them.</param>
public sealed class RegistryAddress(RegistrySection section)
{
    private const string HostOfDockerHub = "registry-1.docker.io";

    /// <summary>Whether a registry speaks http: what is nearby, unless the file says otherwise.</summary>
    public bool IsPlainHttp(string registry)
    {
        if (section.Secure.Contains(registry, StringComparer.OrdinalIgnoreCase))
            return false;
        return section.Insecure.Contains(registry, StringComparer.OrdinalIgnoreCase) || NearbyRegistry.Is(registry);
    }

    /// <summary>The root of a registry's API.</summary>
    public Uri Root(string registry) =>
        new($"{(IsPlainHttp(registry) ? "http" : "https")}://{(registry.Equals(RegistryHost.DockerHub, StringComparison.Ordinal) ? HostOfDockerHub : registry)}/v2/");
}
