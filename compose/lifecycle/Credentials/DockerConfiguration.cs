using System.Text;
using System.Text.Json;
using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.References;

namespace RegistryJanitor.Lifecycle.Credentials;

/// <summary>
/// Docker's <c>config.json</c>, in <c>$DOCKER_CONFIG</c> or <c>~/.docker</c>: its <c>auths</c> alone. Helpers that keep credentials elsewhere are programs, and none is
/// started.
/// </summary>
internal sealed class DockerConfiguration : ICredentialSource
{
    private const int Longest = 1024 * 1024;

    private readonly Dictionary<string, RegistryCredential> _byHost;

    private DockerConfiguration(Dictionary<string, RegistryCredential> byHost) => _byHost = byHost;

    public IEnumerable<RegistryCredential> All => _byHost.Values;

    public RegistryCredential? For(string registry) => _byHost.GetValueOrDefault(registry);

    /// <summary>Reads the file, if it is there.</summary>
    internal static DockerConfiguration Read(SettingsReader read, IReadOnlyDictionary<string, string> environment, List<string> notices)
    {
        var found = new DockerConfiguration(new Dictionary<string, RegistryCredential>(StringComparer.Ordinal));
        var folder = environment.GetValueOrDefault("DOCKER_CONFIG") is { Length: > 0 } named ? named
            : environment.GetValueOrDefault("HOME") is { Length: > 0 } home ? Path.Join(home, ".docker")
            : null;
        var path = Path.Join(folder, "config.json");
        try
        {
            if (folder is null || !File.Exists(path))
                return found;
            if (new FileInfo(path).Length > Longest)
                read.Refuse($"{path} is larger than 1 MiB, and so no configuration of docker's; name another folder in DOCKER_CONFIG");
            else
                found.Take(path, File.ReadAllBytes(path), read, notices);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            notices.Add($"{path} cannot be read, so that its logins are not used; let this user read it, or name another folder in DOCKER_CONFIG");
        }
        catch (JsonException)
        {
            read.Refuse($"{path} is no JSON; correct it, or name another folder in DOCKER_CONFIG");
        }

        return found;
    }

    private void Take(string path, byte[] content, SettingsReader read, List<string> notices)
    {
        using var document = JsonDocument.Parse(content);
        var root = document.RootElement;
        if (root.ValueKind is not JsonValueKind.Object)
            throw new JsonException();
        if (root.TryGetProperty("credsStore", out _) || root.TryGetProperty("credHelpers", out _))
            notices.Add($"{path} names a credential helper, which lifecycle does not start; set LIFECYCLE_<HOST>_USERNAME and LIFECYCLE_<HOST>_PASSWORD for what it keeps");
        if (!root.TryGetProperty("auths", out var auths) || auths.ValueKind is not JsonValueKind.Object)
            return;
        foreach (var entry in auths.EnumerateObject())
        {
            if (entry.Value.ValueKind is not JsonValueKind.Object || HostOf(entry.Name) is not { } host)
                continue;
            var (credential, broken) = Of(entry.Value, path);
            if (broken)
                read.Refuse($"{path} has an auth for {Printable.Line(host, 100)} that is not user:password in base64; log in again");
            else if (credential is not null)
                _byHost.TryAdd(host, credential);
        }
    }

    /// <summary>The registry that a key is for: <c>host</c>, <c>https://host</c>, <c>https://host/v1/</c>; null: it is for a part of one.</summary>
    private static string? HostOf(string key)
    {
        var bare = key.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? key[(scheme + 3)..] : key;
        var slash = bare.IndexOf('/', StringComparison.Ordinal);
        var (host, path) = slash < 0 ? (bare, "") : (bare[..slash], bare[slash..].TrimEnd('/'));
        return path is "" or "/v1" or "/v2" && RegistryHost.IsOne(host) ? RegistryHost.Canonical(host) : null;
    }

    private static (RegistryCredential? Credential, bool Broken) Of(JsonElement entry, string path)
    {
        if (Text(entry, "identitytoken") is { } identity)
            return (new RegistryCredential("", identity, CredentialKind.Identity, path), false);
        if (Text(entry, "registrytoken") is { } bearer)
            return (new RegistryCredential("", bearer, CredentialKind.Bearer, path), false);
        if (Text(entry, "auth") is not { } auth)
            return (Text(entry, "username") is { } user && Text(entry, "password") is { } password ? new RegistryCredential(user, password, CredentialKind.Password, path) : null, false);
        var bytes = new byte[auth.Length];
        return Convert.TryFromBase64String(auth, bytes, out var length) && Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is [{ Length: > 0 } name, { Length: > 0 } secret]
            ? (new RegistryCredential(name, secret.TrimEnd('\0'), CredentialKind.Password, path), false)
            : (null, true);
    }

    private static string? Text(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
