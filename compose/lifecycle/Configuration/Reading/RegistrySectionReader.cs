using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.References;

namespace RegistryJanitor.Lifecycle.Configuration.Reading;

/// <summary>Reads the section <c>registry</c>.</summary>
internal static class RegistrySectionReader
{
    private const int Most = 100;

    internal static RegistrySection Read(YamlSection section, ImglifeKeys imglife)
    {
        var own = Hosts(section, "own_registries");
        var insecure = Hosts(section, "insecure_registries");
        var secure = Hosts(section, "secure_registries");
        foreach (var both in insecure.Intersect(secure, StringComparer.Ordinal))
            section.Refuse($"{section.Name} has {both} as insecure and as secure; keep it in one of them");
        // imglife reads the scheme of it as a word about the registry.
        if (Uri.TryCreate(section.Text("url"), UriKind.Absolute, out var address) && address is { Scheme: "http", Host.Length: > 0 }
            && RegistryHost.Canonical(address.Authority) is var plain && !insecure.Contains(plain, StringComparer.Ordinal) && !secure.Contains(plain, StringComparer.Ordinal))
        {
            insecure = [.. insecure, plain];
        }

        imglife.Ignore(
            section, "registry", "has no effect, nor has what else imglife keeps there about its build records: lifecycle keeps its own in LIFECYCLE_DATA_DIR",
            "url", "api_url", "provider", "project_id", "owner", "repo", "bucket", "region", "prefix", "config_ref");
        section.RefuseOthers();
        return new RegistrySection { Own = own, Insecure = insecure, Secure = secure };
    }

    private static IReadOnlyList<string> Hosts(YamlSection section, string key)
    {
        var hosts = section.List(key, text => RegistryHost.IsOne(text) ? (RegistryHost.Canonical(text), null) : ((string?)null, "is no registry; write its host, with its port where it has one, such as registry:5000"));
        if (hosts.Count > Most)
            section.Refuse(key, $"{Fields.Of(section, key)} has more than {Most} registries; write those that are used");
        return [.. hosts.Distinct(StringComparer.Ordinal)];
    }
}
