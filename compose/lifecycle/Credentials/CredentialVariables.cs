using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.References;

namespace RegistryJanitor.Lifecycle.Credentials;

/// <summary>
/// Variables such as <c>IMGLIFE_DOCKER_IO_USERNAME</c>: a prefix, the host in capitals with <c>_</c> for everything that is no letter or digit (<c>registry:5000</c> is
/// <c>REGISTRY_5000</c>), and USERNAME, PASSWORD or TOKEN, each also with <c>_FILE</c>.
/// </summary>
internal sealed class CredentialVariables : ICredentialSource
{
    private static readonly string[] s_endings = ["_USERNAME", "_PASSWORD", "_TOKEN"];

    private readonly Dictionary<string, RegistryCredential> _byHost;

    private CredentialVariables(Dictionary<string, RegistryCredential> byHost) => _byHost = byHost;

    public IEnumerable<RegistryCredential> All => _byHost.Values;

    public RegistryCredential? For(string registry)
    {
        IReadOnlyList<string> names = registry.Equals(RegistryHost.DockerHub, StringComparison.Ordinal) ? RegistryHost.NamesOfDockerHub : [registry];
        return names.Select(name => _byHost.GetValueOrDefault(VariableOf(name))).FirstOrDefault(found => found is not null);
    }

    /// <summary>Reads all variables of one prefix.</summary>
    internal static CredentialVariables Read(string prefix, SettingsReader read, IReadOnlyDictionary<string, string> environment, List<string> notices)
    {
        var byHost = new Dictionary<string, RegistryCredential>(StringComparer.Ordinal);
        var hosts = environment.Where(variable => !string.IsNullOrWhiteSpace(variable.Value)).Select(variable => HostOf(variable.Key, prefix)).OfType<string>();
        foreach (var host in hosts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (One($"{prefix}{host}", read, notices) is { } credential)
                byHost[host] = credential;
        }

        return new CredentialVariables(byHost);
    }

    private static RegistryCredential? One(string name, SettingsReader read, List<string> notices)
    {
        var (userName, passwordName, tokenName) = ($"{name}_USERNAME", $"{name}_PASSWORD", $"{name}_TOKEN");
        var (user, password, token) = (read.Secret(userName), read.Secret(passwordName), read.Secret(tokenName));
        if (password is not null && token is not null)
            read.Refuse($"{passwordName} and {tokenName} are both set, and either opens the registry; keep one of them");
        if (user?.Contains(':', StringComparison.Ordinal) is true)
            read.Refuse($"{userName} has a colon, which no registry can tell from the password; use another user");
        // Many a pipeline has protected variables, and sees of a login only the half that is not.
        if (user is null && password is not null)
            notices.Add($"{passwordName} is set and {userName} is not, so that the registry is asked without a login; set both");
        if (user is not null && password is null && token is null)
            notices.Add($"{userName} is set and neither {passwordName} nor {tokenName} is, so that the registry is asked without a login; set one of them");
        return (user, password, token) switch
        {
            ({ } known, { } secret, _) => new RegistryCredential(known, secret, CredentialKind.Password, passwordName),
            (_, null, { } secret) => new RegistryCredential(user ?? UserOfTokens(name), secret, CredentialKind.Password, tokenName),
            _ => null,
        };
    }

    /// <summary>Registries take a token for a password, and most of them any name with it; quay.io wants this one.</summary>
    private static string UserOfTokens(string name) => name.EndsWith("_QUAY_IO", StringComparison.Ordinal) ? "$oauthtoken" : "oauth2";

    /// <summary>The host in the name of a variable; null: it is about no credential.</summary>
    private static string? HostOf(string variable, string prefix)
    {
        if (!variable.StartsWith(prefix, StringComparison.Ordinal))
            return null;
        var bare = variable.EndsWith("_FILE", StringComparison.Ordinal) ? variable[..^5] : variable;
        var ending = Array.Find(s_endings, ending => bare.EndsWith(ending, StringComparison.Ordinal) && bare.Length > prefix.Length + ending.Length);
        return ending is null ? null : bare[prefix.Length..^ending.Length];
    }

    private static string VariableOf(string registry) => string.Create(registry.Length, registry, static (name, registry) =>
    {
        for (var at = 0; at < name.Length; at++)
            name[at] = char.IsAsciiLetterOrDigit(registry[at]) ? char.ToUpperInvariant(registry[at]) : '_';
    });
}
