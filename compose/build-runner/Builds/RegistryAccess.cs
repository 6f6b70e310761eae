using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.Daemon;
using RegistryJanitor.Oci;

namespace RegistryJanitor.BuildRunner.Builds;

/// <summary>How registries are spoken to.</summary>
/// <param name="PlainHttp">Registries that speak http, besides those of which it is plain.</param>
/// <param name="Tls">Registries that speak https although they look as if they did not.</param>
public sealed record RegistryAccess(IReadOnlyList<string> PlainHttp, IReadOnlyList<string> Tls)
{
    /// <summary>Who is logged in where; null: nobody.</summary>
    public RegistryLogin? Login { get; init; }

    /// <summary>Whether what was pushed to a registry that speaks https is believed without being read back.</summary>
    public bool AllowUnverified { get; init; }

    /// <summary>A docker <c>config.json</c> that is used as it is; null: none.</summary>
    public string? DockerConfigFile { get; init; }

    /// <summary>Reads the settings; mistakes are the reader's.</summary>
    public static RegistryAccess Read(SettingsReader read)
    {
        var (registry, user, password) = (read.Text("BUILD_REGISTRY", ""), read.Text("BUILD_REGISTRY_USERNAME", ""), read.Secret("BUILD_REGISTRY_PASSWORD"));
        var file = read.AbsolutePath("BUILD_DOCKER_CONFIG_FILE", "");
        var access = new RegistryAccess(Registries(read, "BUILD_PLAIN_HTTP"), Registries(read, "BUILD_TLS"))
        {
            DockerConfigFile = file.Length > 0 ? file : null,
            AllowUnverified = read.Switch("BUILD_ALLOW_UNVERIFIED", false),
        };
        if (access.PlainHttp.Intersect(access.Tls, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } both)
            read.Refuse($"BUILD_PLAIN_HTTP and BUILD_TLS both have {both}; keep it in one of them");
        if (user.Length == 0 && !read.IsSet("BUILD_REGISTRY_PASSWORD") && !read.IsSet("BUILD_REGISTRY_PASSWORD_FILE") && registry.Length == 0)
            return access;
        if (user.Length == 0 || password is null || !ImageReference.IsRegistry(registry))
            read.Refuse("BUILD_REGISTRY (host:port), BUILD_REGISTRY_USERNAME and BUILD_REGISTRY_PASSWORD_FILE belong together, or a request could have the password sent anywhere; set all of them or none");
        if (user.Contains(':', StringComparison.Ordinal))
            read.Refuse("BUILD_REGISTRY_USERNAME has a colon, which no registry can tell from the password; use another user");
        if (file.Length > 0)
            read.Refuse("BUILD_DOCKER_CONFIG_FILE and BUILD_REGISTRY_USERNAME are both set; keep one of them");
        return access with { Login = new RegistryLogin(registry, user, password ?? "") };
    }

    /// <summary>Whether a registry speaks http: what is nearby, unless the settings say otherwise. Engines know this machine and private addresses by themselves, and not <c>registry:5000</c>.</summary>
    public bool IsPlainHttp(string registry)
    {
        if (Tls.Contains(registry, StringComparer.OrdinalIgnoreCase))
            return false;
        return PlainHttp.Contains(registry, StringComparer.OrdinalIgnoreCase) || NearbyRegistry.Is(registry);
    }

    /// <summary>Why nothing is pushed to the registry of an image; null: something can be.</summary>
    public string? Refusal(ImageName image) => AllowUnverified || IsPlainHttp(image.Registry)
        ? null
        : $"{image.Registry} speaks https, and build-runner, which has no TLS, could not read back what it pushed; name a registry that speaks http (BUILD_PLAIN_HTTP when it does not look so), or set BUILD_ALLOW_UNVERIFIED=true to take the engine's word";

    private static IReadOnlyList<string> Registries(SettingsReader read, string name)
    {
        var registries = read.List(name);
        foreach (var wrong in registries.Where(one => !ImageReference.IsRegistry(one)))
            read.Refuse($"{name} has '{wrong}', which is no registry; write host:port");
        return registries;
    }
}
